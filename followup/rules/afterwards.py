"""Asking how it goes after the end (R46)."""

from datetime import date

from followup.models import AfterCheck
from organisation.models import User
from sig.lib.dates import months_after
from sig.lib.rules import rule


MONTHS = (6, 12)  # after the discharge


def due_days(ended_on: date) -> dict[int, date]:
    """When to ask, by the number of months since the end."""
    return {months: months_after(ended_on, months) for months in MONTHS}


@rule("R46", met="Utskrivningen gäller", route="followup:overview")
def is_waiting(check: AfterCheck, by: User) -> str | None:
    if check.discharge.reopened:
        return "Ärendet är öppnat igen. Frågan ställs inte längre."
    return None


@rule("R46", met="Frågan är inte besvarad", route="followup:overview")
def not_asked(check: AfterCheck, by: User) -> str | None:
    if AfterCheck.objects.filter(pk=check.pk).exclude(answer="").exists():
        return "Uppföljningen är redan antecknad."
    return None
