"""Taking a consent back."""

from django import forms

from sig.lib.fields import CleanCharField
from sig.lib.forms import SwedishForm


class WithdrawForm(SwedishForm, forms.Form):
    """Who withdraws, and how it was said."""

    words = CleanCharField(
        label="Vem som återkallar, och hur",
        max_length=200,
        help_text="Till exempel: Sade det själv vid samtalet i dag.",
        error_messages={"required": "Skriv vem som återkallar och hur det sades."},
    )
