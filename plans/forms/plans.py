from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.rules import ADULT, age
from plans.models import Plan
from plans.rules import OWN_FIELDS
from sig.lib.dates import today
from sig.lib.versions import VersionedModelForm


class PlanForm(VersionedModelForm):
    """What the plan is for, who was there, and when it is looked at again. A draft may have gaps."""

    class Meta(VersionedModelForm.Meta):
        model = Plan
        fields = [*OWN_FIELDS]
        widgets = {
            "main_goal": forms.Textarea({"rows": 3}),
            "consequences": forms.Textarea({"rows": 2}),
        }

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
