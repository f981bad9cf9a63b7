"""Checks that several forms of a case share."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from sig.lib.dates import today


def not_in_future(day: date | None) -> None:
    if day and day > today():
        raise ValidationError("Datumet ligger i framtiden. Skriv dagens datum eller ett tidigare.")


def in_future(day: date | None) -> None:
    if day and day <= today():
        raise ValidationError("Datumet har passerat. Skriv ett datum efter i dag.")


def ask_first(form: forms.BaseForm, *names: str) -> None:
    """Let the first line of these selects say what to do, in place of dashes."""
    for name in names:
        select = form.fields[name].widget
        assert isinstance(select, forms.Select)
        select.choices = [("", "Välj"), *list(select.choices)[1:]]
