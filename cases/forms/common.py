"""Checks that several forms of a case share."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from sig.lib.dates import today


def not_in_future(day: date | None) -> None:
    if day and day > today():
        raise ValidationError("Datumet ligger i framtiden. Skriv dagens datum eller ett tidigare.")


def in_future(day: date | None) -> None:
    if day and day <= today():
        raise ValidationError("Datumet har passerat. Skriv ett datum efter i dag.")


def with_blank(choices: type[TextChoices], blank: str = "Välj") -> list[tuple[str, str]]:
    """Choices for a select whose first line asks."""
    return [("", blank), *choices.choices]
