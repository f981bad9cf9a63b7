from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from organisation.models import ListItem, ListKind
from plans.models import Goal
from plans.rules import MEASURE
from sig.lib.dates import today
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceModelForm, SwedishForm
from sig.lib.versions import VersionedModelForm


def opens_at(form: SwedishForm, field: str) -> None:
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
        opens_at(self, "text")
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


class NewGoalForm(GoalForm, OnceModelForm):
    """A goal that is added."""


class DropForm(SwedishForm, forms.Form):
    """Why a goal or an activity that has been in force goes out of the plan (R25)."""

    because = CleanCharField(
        label="Skälet till att det utgår",
        max_length=Goal._meta.get_field("dropped_because").max_length,
        error_messages={"required": "Skriv skälet till att det utgår."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opens_at(self, "because")
