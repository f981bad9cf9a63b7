"""Choosing one's mail."""

from django import forms

from organisation.models import User
from sig.lib.forms import SwedishModelForm


class MailForm(SwedishModelForm):
    """How often the user is told by mail that there is something new to do."""

    class Meta(SwedishModelForm.Meta):
        model = User
        fields = ["mail_choice"]
        widgets = {"mail_choice": forms.RadioSelect}
