"""Upphandling (bilaga 2.4): the draft, the manager's decision, and how it was followed up."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from plans.models import Procurement, ProcurementFollowUp, ProcurementStatus
from plans.rules import wrong_days
from sig.lib.dates import today
from sig.lib.fields import CleanCharField, KronorField, OrganisationNumberField
from sig.lib.forms import OnceForm, OnceModelForm, SwedishForm, ask_first, not_in_future
from sig.lib.versions import VersionedModelForm


class StartForm(SwedishForm, OnceForm):
    """The button that begins a purchase: its key, and nothing to fill in."""


class ProcurementForm(VersionedModelForm):
    """The draft. All of it can be filled in later, but before it is handed over."""

    org_number = OrganisationNumberField(
        label="Organisationsnummer",
        required=False,
        max_length=20,
        help_text="Tio siffror, till exempel 212000-0142.",
    )
    price = KronorField(label="Pris i kronor", required=False, max_digits=10)

    class Meta(VersionedModelForm.Meta):
        model = Procurement
        fields = [
            "need",
            "provider",
            "org_number",
            "sole_trader",
            "permit",
            "permit_checked_on",
            "framework_agreement",
            "method",
            "price",
            "price_unit",
            "starts_on",
            "ends_on",
            "checked_on",
            "secrecy",
            "follow_up_on",
        ]
        widgets = {"need": forms.Textarea({"rows": 4})}
        help_texts = {
            "sole_trader": "Organisationsnumret är då ett personnummer och skrivs inte här.",
            "permit": "HVB, stödboende och annan tillståndspliktig verksamhet behöver tillstånd "
            "från IVO (26 kap. 1 § socialtjänstlagen).",
            "checked_on": "Skatter, ekonomi, ägare och referenser.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_first(self, "permit", "method", "price_unit", "secrecy")
        self.helper.layout = Layout(
            "need",
            Fieldset(
                "Utföraren",
                Div("provider", "org_number", css_class="form-grid"),
                "sole_trader",
                Div("permit", "permit_checked_on", css_class="form-grid"),
                Div("checked_on", "secrecy", css_class="form-grid"),
                css_class="part",
            ),
            Fieldset(
                "Köpet",
                "method",
                "framework_agreement",
                Div("price", "price_unit", css_class="form-grid"),
                Div("starts_on", "ends_on", "follow_up_on", css_class="form-grid"),
                css_class="part",
            ),
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        days = {name: data[name] for name in self._meta.fields or () if name in data}
        for field, sentence in wrong_days(Procurement(**days)).items():
            if field not in self.errors:
                self.add_error(field, sentence)
        return data


class DecideProcurementForm(SwedishForm, forms.Form):
    """The manager's answer. What each of them needs is said by the action."""

    status = forms.ChoiceField(
        label="Beslut",
        choices=[
            (ProcurementStatus.APPROVED.value, "Godkänn upphandlingen"),
            (ProcurementStatus.DECLINED.value, "Avslå"),
            (ProcurementStatus.RETURNED.value, "Lämna tillbaka för komplettering"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett beslut.", "invalid_choice": "Välj ett beslut."},
    )
    delegation = CleanCharField(
        label="Delegationspunkt",
        max_length=60,
        required=False,
        help_text="Behövs inte när upphandlingen lämnas tillbaka.",
    )
    answer = CleanCharField(
        label="Skäl",
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Behövs vid avslag och när upphandlingen lämnas tillbaka.",
    )

    def clean_status(self) -> ProcurementStatus:
        return ProcurementStatus(self.cleaned_data["status"])


class FollowUpForm(OnceModelForm):
    """What a follow-up found, and the day of the next."""

    class Meta(OnceModelForm.Meta):
        model = ProcurementFollowUp
        fields = ["done_on", "found", "next_on"]
        widgets = {"found": forms.Textarea({"rows": 3})}
        help_texts = {"next_on": "Lämnas tomt när köpet inte ska följas upp mer."}
        error_messages = {
            "done_on": {"required": "Fyll i dagen."},
            "found": {"required": "Skriv vad uppföljningen visade."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].validators.append(not_in_future)
        self.initial.setdefault("done_on", today())
        self.helper.render_hidden_fields = True
        self.helper.layout = Layout(
            Div("done_on", "next_on", css_class="form-grid"),
            "found",
        )
