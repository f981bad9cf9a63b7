"""Pausing the interval."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from meetings.models import IntervalPause
from meetings.rules import wrong_first_day, wrong_last_day
from sig.lib.forms import OnceModelForm


class PauseForm(OnceModelForm):
    """From and to, both days included, and why."""

    class Meta(OnceModelForm.Meta):
        model = IntervalPause
        fields = ["from_on", "to_on", "reason"]
        help_texts = {
            "to_on": "Sista dagen som inte räknas.",
            "reason": "Till exempel: på behandlingshem, kan inte delta.",
        }
        error_messages = {
            "from_on": {"required": "Ange pausens första dag."},
            "to_on": {"required": "Ange pausens sista dag."},
            "reason": {"required": "Skriv skälet till pausen."},
        }

    def clean_from_on(self) -> date:
        day: date = self.cleaned_data["from_on"]
        if wrong := wrong_first_day(day):
            raise ValidationError(wrong)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("from_on"), data.get("to_on")
        if first and last and (wrong := wrong_last_day(first, last)):
            self.add_error("to_on", wrong)
        return data
