"""The plan's own fields, its goals and activities, and handing it out."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError

from cases.models import Case
from cases.rules import ADULT, age
from organisation.models import Agency, ListItem, ListKind
from plans.models import Activity, Goal, Plan
from plans.rules import ACTIVITY, MEASURE, OWN_FIELDS, Excerpt
from sig.lib.dates import today
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceModelForm, SwedishForm, SwedishModelForm
from sig.lib.versions import VersionedModelForm


class PlanForm(VersionedModelForm):
    """What the plan is for, who was there, and when it is looked at again. A draft may have gaps."""

    class Meta(VersionedModelForm.Meta):
        model = Plan
        fields = [*OWN_FIELDS]
        widgets = {"main_goal": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["main_goal"].required = False
        if age(self.instance.case) >= ADULT:
            del self.fields["guardian_took_part"]

    def clean_follow_up_on(self) -> date:
        day: date = self.cleaned_data["follow_up_on"]
        if day < today():
            raise ValidationError("Dagen för nästa uppföljning har redan varit.")
        return day


def _opens_at(form: SwedishModelForm, field: str) -> None:
    """A form that opens in the page takes the focus; one that comes back leaves it to its errors."""
    form.helper.render_hidden_fields = True
    if not form.is_bound:
        form.fields[field].widget.attrs["autofocus"] = True


class GoalForm(VersionedModelForm):
    """A goal of a draft. What measures it can be filled in later, but before the plan holds (R25)."""

    class Meta(VersionedModelForm.Meta):
        model = Goal
        fields = ["text", "area", *MEASURE]
        widgets = {"text": forms.Textarea({"rows": 2})}
        help_texts = {
            "text": "Så att den enskilde känner igen det.",
            "indicator": "Det som går att räkna eller se, till exempel dagar i skolan per vecka.",
        }
        error_messages = {"text": {"required": "Skriv målet."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _opens_at(self, "text")
        areas = ListItem.objects.of(ListKind.AREA)
        named = areas.in_force(today()) | areas.filter(code=self.instance.area)
        self.fields["area"] = forms.ChoiceField(
            label="Livsområde",
            choices=[("", "Välj"), *named.values_list("code", "label")],
        )
        self.helper.layout = Layout(
            "text",
            "area",
            "indicator",
            Div("start_value", "target_value", "target_on", css_class="form-grid"),
        )


class ActivityForm(VersionedModelForm):
    """An activity of a goal: vad, hur, när, var, vilka, and the one who answers for it."""

    class Meta(VersionedModelForm.Meta):
        model = Activity
        fields = [*ACTIVITY, "due_on", "done_on"]
        help_texts = {
            "when": "Dag och tid, eller hur ofta.",
            "responsible": "En enda, med namn eller befattning.",
        }
        error_messages = {"what": {"required": "Skriv vad som ska göras."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _opens_at(self, "what")
        self.helper.layout = Layout(
            "what",
            "how",
            Div("when", "where", css_class="form-grid"),
            Div("who", "responsible", css_class="form-grid"),
            Div("due_on", "done_on", css_class="form-grid"),
        )

    def clean_done_on(self) -> date | None:
        day: date | None = self.cleaned_data["done_on"]
        if day and day > today():
            raise ValidationError("Dagen då det utfördes har inte varit än.")
        return day


class NewGoalForm(GoalForm, OnceModelForm):
    """A goal that is added."""


class NewActivityForm(ActivityForm, OnceModelForm):
    """An activity that is added."""


class ShareForm(SwedishForm, forms.Form):
    """Who gets a copy of the plan. Only those who get some part of it can be ticked (R8).

    The others are known to the form too, so that one whose consent ended while the page was open
    is refused with the reason.
    """

    agencies = forms.ModelMultipleChoiceField(
        label="Dela ut till",
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Välj minst en mottagare.",
            "invalid_choice": "Mottagaren har inget medgivande.",
            "invalid_pk_value": "Mottagaren har inget medgivande.",
        },
    )

    def __init__(self, *args: Any, case: Case, named: list[Excerpt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agencies"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        known = [excerpt.agency.pk for excerpt in named]
        field.queryset = Agency.objects.of(case.district_id).filter(pk__in=known)
        field.widget.choices = [
            (excerpt.agency.pk, excerpt.agency.name) for excerpt in named if not excerpt.refusal
        ]


class NotSharingForm(SwedishForm, forms.Form):
    """Why the plan isn't handed out (R26)."""

    reason = CleanCharField(
        label="Skäl",
        max_length=Plan._meta.get_field("not_shared_reason").max_length,
        error_messages={"required": "Skriv skälet till att planen inte delas ut."},
    )
