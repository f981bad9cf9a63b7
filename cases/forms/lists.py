"""What a list of cases can be narrowed by. None of it says anything about a person."""

from django import forms

from cases.models import Step
from organisation.models import Programme
from sig.lib.fields import CleanCharField
from sig.lib.forms import SwedishForm


class FilterForm(SwedishForm, forms.Form):
    """The filters of the list; their names stand in the address."""

    steg = forms.TypedChoiceField(
        label="Steg",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", "Alla steg"),
            *((step.number, f"{step.number}. {step.label}") for step in Step),
        ],
        widget=forms.Select({"class": "form-select"}),
    )
    program = forms.ModelChoiceField(
        label="Program",
        required=False,
        queryset=Programme.objects.all(),
        to_field_name="code",
        empty_label="Alla program",
        widget=forms.Select({"class": "form-select"}),
    )


class SearchForm(SwedishForm, forms.Form):
    q = CleanCharField(
        label="Namn, personnummer eller ärendenummer",
        max_length=100,
        error_messages={
            "required": "Skriv ett namn, ett personnummer eller ett ärendenummer.",
            "max_length": "Skriv högst 100 tecken.",
        },
    )
