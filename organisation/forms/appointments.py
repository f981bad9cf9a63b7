"""Giving a role."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError

from organisation.models import Appointment, District
from organisation.roles import Role
from organisation.rules.appointments import wrong_place
from sig.lib.dates import today
from sig.lib.forms import OnceModelForm


class RoleForm(OnceModelForm):
    """Which role, where, from when, to when if that is known, and why."""

    role = forms.ChoiceField(
        choices=[("", "Välj"), *Role.choices],
        label="Roll",
        error_messages={"required": "Välj rollen."},
    )
    district = forms.ModelChoiceField(
        District.objects.none(), required=False, label="Stadsdel", empty_label="Hela staden"
    )

    class Meta(OnceModelForm.Meta):
        model = Appointment
        fields = ["valid_from", "valid_to", "reason"]
        help_texts = {
            "valid_to": "Lämna tomt om rollen gäller tills vidare.",
            "reason": "Till exempel anställning eller vikariat.",
        }
        error_messages = {"reason": {"required": "Skriv skälet."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["district"]
        where.queryset = District.objects.in_force(today())
        self.helper.layout = Layout(
            "once",
            Div("role", "district", css_class="form-grid"),
            Div("valid_from", "valid_to", css_class="form-grid"),
            "reason",
        )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < today():
            raise ValidationError("Dagen har varit. Välj i dag eller en senare dag.")
        return day

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        start, end = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", "Perioden slutar innan den börjar.")
        role = self.cleaned_data.get("role")
        if role and "district" in self.cleaned_data:
            wrong = wrong_place(role, self.cleaned_data["district"])
            if wrong:
                self.add_error("district", wrong)
        return cleaned
