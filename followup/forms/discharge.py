"""The form for discharging someone. Its page is the gate's own, in sig.views."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from followup.models import Discharge
from sig.lib.dates import today
from sig.lib.forms import SwedishModelForm


class DischargeForm(SwedishModelForm):
    """Why the enrolment ends, from the list and in words."""

    class Meta(SwedishModelForm.Meta):
        model = Discharge
        fields = ["outcome", "reasons", "informed_on"]
        widgets = {"reasons": forms.Textarea({"rows": 6})}
        help_texts = {
            "reasons": "Misstanke om brott räcker inte i sig. Skriv vad beslutet vilar på.",
            "informed_on": "Lämna tomt om den enskilde ännu inte är informerad.",
        }
        error_messages = {
            "outcome": {"required": "Välj orsaken till att insatsen avslutas."},
            "reasons": {"required": "Motiveringen saknas."},
        }

    def clean_informed_on(self) -> date | None:
        day: date | None = self.cleaned_data["informed_on"]
        if day and day > today():
            raise ValidationError("Datumet har inte varit än. Ange dagen då informationen gavs.")
        return day
