"""What came of the manager's contact with a partner."""

from django import forms

from meetings.models import Obstacle
from sig.lib.fields import CleanCharField
from sig.lib.forms import SwedishForm


class ObstacleForm(SwedishForm, forms.Form):
    """When the partner was contacted, and what came out (R36)."""

    contacted_on = forms.DateField(
        label="Kontakten togs den", error_messages={"required": "Ange dagen."}
    )
    outcome = CleanCharField(
        label="Vad kom fram",
        max_length=Obstacle._meta.get_field("outcome").max_length,
        widget=forms.Textarea({"rows": 3}),
        help_text="Skriv inte namn på andra personer.",
        error_messages={"required": "Skriv vad som kom fram."},
    )
