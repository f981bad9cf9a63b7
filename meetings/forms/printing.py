"""The button that orders the plans of the week's meetings."""

from django import forms

from organisation.models import District
from sig.lib.forms import OnceForm, SwedishForm


class PrintPlansForm(SwedishForm, OnceForm):
    """Nothing to fill in: which stadsdel, and a key that lets a second press find the first."""

    district = forms.ModelChoiceField(District.objects.all(), widget=forms.HiddenInput)
