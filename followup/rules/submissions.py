"""When a pair of assessments may be sent without identity, and whether its stadsdel is named."""

from datetime import date

from django.conf import settings
from django.db.models import Count
from django.utils.timezone import localdate

from cases.access import may_in
from cases.models import Case
from followup.models import Assessment
from organisation.models import User
from organisation.roles import Permission
from sig.lib.rules import rule


PAGE = "followup:assessment"


def signed_of(case: Case) -> list[Assessment]:
    """The signed assessments, the first one first, each with its areas."""
    return list(Assessment.objects.of(case).signed().prefetch_related("areas"))


@rule("R42", met="Första och sista bedömningen (3.4) är påskrivna", route=PAGE)
def pair_signed(case: Case, by: User) -> str | None:
    signed = Assessment.objects.of(case).signed().count()
    if not signed:
        return (
            "Den första bedömningen (3.4) är inte påskriven. Den sista kan inte skickas före den."
        )
    if signed == 1:
        return "Den sista bedömningen (3.4) är inte påskriven. Bara den första räcker inte."
    return None


@rule("R42", met="Insatsen är avslutad", route="followup:overview")
def ended_or_manager(case: Case, by: User) -> str | None:
    if case.closed_at or may_in(by, Permission.DECIDE, case):
        return None
    return "Insatsen pågår. Före avslutet kan bara chefen skicka uppgifterna."


def ended_on(case: Case, last: Assessment) -> date:
    """The day that the record ends with: the case's last, or the last assessment's while it goes on."""
    if case.closed_at:
        return localdate(case.closed_at)
    return last.made_on or last.begun_on


def may_name_stadsdel(case: Case, year: int) -> bool:
    """Whether the stadsdel has enough pairs that ended in the year to be named in the record (R44)."""
    pairs = (
        Assessment.objects.signed()
        .filter(district=case.district_id, case__closed_at__year=year)
        .order_by()
        .values("case")
        .annotate(signed=Count("pk"))
        .filter(signed__gte=2)
    )
    return pairs.exclude(case=case.pk).count() + 1 >= settings.SMALL_CELL_THRESHOLD
