"""What a gate asks of the one who passes it."""

from django import forms

from sig.lib.fields import CleanCharField
from sig.lib.forms import SwedishForm


class GateForm(SwedishForm, forms.Form):
    """A gate that asks for nothing more."""


class ReasonForm(GateForm):
    """Returning, declining, discontinuing: always with the reason."""

    reason = CleanCharField(
        label="Skäl",
        max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Skriv skälet."},
    )


class DeclineForm(ReasonForm):
    delegation = CleanCharField(
        label="Delegationspunkt",
        max_length=60,
        error_messages={"required": "Skriv den delegationspunkt som du beslutar enligt."},
    )
    unnamed = forms.BooleanField(
        label="Utelämna tjänstemännens namn i beslutsdokumentet",
        required=False,
        help_text="Gör det om hot eller trakasserier kan befaras. Namnen finns kvar i ärendet.",
    )


class ApproveForm(DeclineForm):
    """Approving. The reason is needed only when the manager lets something pass."""

    reason = CleanCharField(
        label="Skäl till undantag",
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Fylls i om något i listan saknas och du beviljar ändå.",
    )

    field_order = ["delegation", "reason", "unnamed"]
