"""Disclosure without consent: the officer's request, and the manager's answer (R16)."""

from typing import Any

from django import forms

from cases.models import Case
from consent.forms.rows import contact_list
from consent.models import Ground, InformationKind
from consent.rules import paragraphs
from organisation.models import Agency
from sig.lib.dates import today
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceModelForm, SwedishForm, SwedishModelForm, searchable


class GroundForm(OnceModelForm):
    """To whom, what, on which paragraph, and why it weighs more than the secrecy."""

    kinds = forms.MultipleChoiceField(
        label="Vad som lämnas ut",
        choices=InformationKind,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett slags uppgift."},
    )

    class Meta(SwedishModelForm.Meta):
        model = Ground
        fields = ["agency", "kinds", "reference", "weighing"]
        error_messages = {
            "weighing": {"required": "Skriv prövningen. Utan den kan chefen inte besluta."},
        }
        help_texts = {
            "weighing": "Vad har hänt, varför behöver mottagaren uppgifterna, varför räcker inte "
            "ett medgivande, och vad talar emot?",
        }

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        known = contact_list(case)
        agency, reference = self.fields["agency"], self.fields["reference"]
        agency.queryset = Agency.objects.of(known["district_id"])  # type: ignore[attr-defined]
        agency.choices = known["agencies"]  # type: ignore[attr-defined]
        agency.error_messages["required"] = "Välj mottagare."
        agency.error_messages["invalid_choice"] = (
            "Mottagaren finns inte på stadsdelens kontaktlista."
        )
        searchable(self, "agency")
        reference.queryset = paragraphs(case, today())  # type: ignore[attr-defined]
        reference.empty_label = "Välj lagrum"  # type: ignore[attr-defined]
        reference.error_messages["required"] = "Välj lagrum."
        reference.error_messages["invalid_choice"] = "Lagrummet kan inte användas i dag."


class DecideGroundForm(SwedishForm, forms.Form):
    """The manager's answer. The button pressed says which; a no needs its reason."""

    approved = forms.TypedChoiceField(
        choices=[("ja", "Godkänn"), ("nej", "Avslå")],
        coerce=lambda value: value == "ja",
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Välj Godkänn eller Avslå."),
    )
    answer = CleanCharField(
        label="Skäl",
        max_length=5_000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Behövs när du avslår.",
    )
