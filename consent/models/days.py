"""Days as consents count them."""

from datetime import MAXYEAR, date

from django.core.exceptions import ValidationError

from sig.lib.dates import today


def last_day(first: date) -> date:
    """The last day that a consent from ``first`` may reach: the same date twelve months on."""
    day = 28 if (first.month, first.day) == (2, 29) else first.day
    return date(min(first.year + 1, MAXYEAR), first.month, day)


def refuse_future(field: str, day: date | None) -> None:
    """Raise ``ValidationError`` on ``field`` when what is noted as done lies ahead."""
    if day and day > today():
        raise ValidationError({field: "Datumet har inte varit än."})
