"""Nödåtkomst: which case, why, for how long (R7)."""

from django import forms

from cases.models import EmergencyAccess
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceForm, SwedishForm


class EmergencyForm(SwedishForm, OnceForm):
    words = CleanCharField(
        label="Ärendenummer eller personnummer",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Skriv ett ärendenummer eller ett personnummer."},
    )
    reason = CleanCharField(
        label="Skäl",
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Minst en mening. Enhetschefen läser den.",
        error_messages={"required": "Skriv skälet i minst en mening."},
    )
    hours = forms.IntegerField(
        label="Antal timmar",
        initial=EmergencyAccess.PRESET,
        min_value=1,
        max_value=EmergencyAccess.LONGEST,
        help_text=f"Högst {EmergencyAccess.LONGEST}. Åtkomsten upphör av sig själv.",
        error_messages={"required": "Skriv antalet timmar.", "invalid": "Skriv ett heltal."},
    )
