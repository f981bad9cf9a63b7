"""That cases wait to be gone through by the manager: one row for each stadsdel, not one a case."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from cases.reconciling import in_reach, waiting
from organisation.access import districts_with
from organisation.models import District, User
from organisation.roles import Permission
from sig.worklist.shapes import Group, Row, row_of_no_case


def reconciliation_rows(user: User, today: date) -> Iterator[tuple[Group, Row]]:
    """Only the number is told, so nobody's case is shown or logged here."""
    if districts_with(user, Permission.DECIDE):
        for district, count in _counts(user, today):
            yield Group.WAITING, _row(district, count)


def _counts(user: User, today: date) -> list[tuple[District, int]]:
    each = waiting(in_reach(user), today).order_by().values("district").annotate(cases=Count("pk"))
    counts = dict(each.values_list("district", "cases"))
    return [(one, counts[one.pk]) for one in District.objects.filter(pk__in=counts)]


def _row(district: District, count: int) -> Row:
    weeks = settings.RECONCILIATION_WEEKS
    cases = "ärende har" if count == 1 else "ärenden har"
    return row_of_no_case(
        "Avstämning",
        reverse("reconciliation"),
        initials=str(district),
        tag="Avstämning",
        tone="soon",
        sentence=f"{count} {cases} inte stämts av på {weeks} veckor.",
        why="Gå igenom dem i en följd. Det går att lämna och fortsätta senare.",
        action_label="Öppna avstämningen",
    )
