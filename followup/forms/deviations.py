"""Reporting a deviation, and what is done about it."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from followup.models import Deviation, DeviationStep
from organisation.asking import OfDistrictForm
from organisation.models import AgencyKind
from sig.lib.forms import OnceModelForm, ask_first


NO_NAMES = "Skriv utan namn, personnummer och ärendenummer: vad som brast i samverkan, inte vem det gällde."


class DeviationForm(OfDistrictForm, OnceModelForm):
    """What failed, between whom and in which step. The stadsdel is asked for when there are several."""

    parties = forms.MultipleChoiceField(
        label="Samverkan mellan socialtjänsten och",
        choices=AgencyKind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en part."},
    )

    class Meta(OnceModelForm.Meta):
        model = Deviation
        fields = ["parties", "step", "area", "words"]
        widgets = {"words": forms.Textarea({"rows": 5})}
        help_texts = {"words": f"{NO_NAMES} Högst 1 000 tecken."}
        error_messages = {
            "step": {"required": "Välj steget i processen."},
            "area": {"required": "Välj området."},
            "words": {"required": "Skriv vad som hände."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_first(self, "step", "area")
        fields = Div("step", "area", css_class="form-grid")
        self.helper.layout = Layout("once", *self.asked, "parties", fields, "words")


class StepForm(OnceModelForm):
    """The words of a step; a decision also says who does it and by when."""

    class Meta(OnceModelForm.Meta):
        model = DeviationStep
        fields = ["words", "responsible", "due_on"]
        widgets = {"words": forms.Textarea({"rows": 4})}
        help_texts = {
            "words": NO_NAMES,
            "responsible": "En funktion, till exempel rektor eller kommunpolis.",
        }

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].error_messages["required"] = "Texten saknas."
        if self.instance.kind == DeviationStep.Kind.DECISION:
            self.fields["responsible"].required = self.fields["due_on"].required = True
            self.fields["responsible"].error_messages["required"] = "Ange vem som gör det."
            self.fields["due_on"].error_messages["required"] = "Ange när det ska vara klart."
        else:
            del self.fields["responsible"], self.fields["due_on"]
