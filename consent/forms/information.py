"""Form 3.0: that the information letter was given."""

from typing import Any

from django import forms

from cases.models import Case
from cases.rules import ADULT, age
from consent.models import Information
from sig.lib.dates import today
from sig.lib.forms import OnceModelForm, SwedishModelForm


class InformationForm(OnceModelForm):
    """That the information letter (3.0) was given."""

    receivers = forms.MultipleChoiceField(
        label="Lämnad till",
        choices=Information.Receiver,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kryssa i vem som har fått informationen."},
    )

    class Meta(SwedishModelForm.Meta):
        model = Information
        fields = ["given_on", "receivers", "language", "format", "understood"]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        self.fields["given_on"].initial = today
        self.fields["format"].choices = [("", "Välj"), *Information.Format.choices]  # type: ignore[attr-defined]
        if age(case) < ADULT:
            understood = self.fields["understood"]
            understood.required = True
            understood.error_messages["required"] = (
                "Kryssa i när du har försäkrat dig om att barnet har förstått."
            )
        else:
            del self.fields["understood"]
            receivers = self.fields["receivers"]
            receivers.choices = Information.Receiver.choices[:1]  # type: ignore[attr-defined]
