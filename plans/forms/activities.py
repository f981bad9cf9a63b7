from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.text import capfirst

from organisation.models import Agency
from plans.forms.goals import opens_at
from plans.models import Activity, ActivityStatus, Every
from plans.rules import PLANNING, note_gaps
from sig.lib.dates import WEEKDAYS, today
from sig.lib.forms import OnceModelForm, searchable
from sig.lib.versions import VersionedModelForm


SUGGESTED = "kan-svara"  # the list that the page draws of those who can answer


class ActivityForm(VersionedModelForm):
    """An activity of a goal: vad, hur, när, var, vilka, and the one who answers for it."""

    class Meta(VersionedModelForm.Meta):
        model = Activity
        fields = PLANNING
        help_texts = {
            "when": "Med egna ord, till exempel kl. 14.30.",
            "due_on": "Dagen, eller sista dagen för det som upprepas.",
            "responsible": "En enda, med namn eller befattning.",
        }
        error_messages = {"what": {"required": "Skriv vad som ska göras."}}

    every_weeks = forms.TypedChoiceField(
        label="Hur ofta",
        choices=[("", "Upprepas inte"), *Every.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Veckodagar",
        choices=[(number, capfirst(name)) for number, name in enumerate(WEEKDAYS)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opens_at(self, "what")
        self.fields["responsible"].widget.attrs |= {"list": SUGGESTED, "autocomplete": "off"}
        agency = self.fields["responsible_agency"]
        assert isinstance(agency, forms.ModelChoiceField)
        named = Agency.objects.filter(pk=self.instance.responsible_agency_id)
        agency.queryset = Agency.objects.of(self.instance.case.district_id) | named
        agency.empty_label = "Ingen"
        searchable(self, "responsible_agency")
        self.helper.layout = Layout(
            "what",
            "how",
            Div("when", "due_on", css_class="form-grid"),
            Div(
                "every_weeks",
                "weekdays",
                template="plans/parts/repeats.html",
                open=self.is_bound or self.instance.every_weeks is not None,
            ),
            Div("where", "who", css_class="form-grid"),
            Div("responsible", "responsible_agency", css_class="form-grid"),
        )

    def clean(self) -> dict[str, Any] | None:
        """Days without an interval mean every week; a partner's name alone means the partner."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("weekdays") and cleaned.get("every_weeks") is None:
            cleaned["every_weeks"] = Every.WEEK
        if cleaned.get("responsible") and not cleaned.get("responsible_agency"):
            partners = Agency.objects.of(self.instance.case.district_id)
            named = partners.filter(name__iexact=cleaned["responsible"])
            cleaned["responsible_agency"] = named.first()
        return cleaned


class NewActivityForm(ActivityForm, OnceModelForm):
    """An activity that is added."""


class NoteForm(VersionedModelForm):
    """What became of an activity in the plan in force: done, not done or dropped."""

    class Meta(VersionedModelForm.Meta):
        model = Activity
        fields = ["status", "status_on", "comment"]
        widgets = {"comment": forms.Textarea({"rows": 2})}
        help_texts = {"comment": "Skälet, om det inte blev av eller utgår."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opens_at(self, "status")
        self.fields["status_on"].initial = today()
        if self.instance.is_planned:
            self.initial["status"] = ActivityStatus.DONE
            self.initial["status_on"] = today()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if {"status", "comment"} <= cleaned.keys():
            status = ActivityStatus(cleaned["status"])
            if status == ActivityStatus.PLANNED:
                cleaned |= {"status_on": None, "comment": ""}
            gaps = note_gaps(status, cleaned.get("status_on"), cleaned["comment"])
            for name, gap in gaps.items():
                if name not in self.errors:
                    self.add_error(name, gap)
        return cleaned
