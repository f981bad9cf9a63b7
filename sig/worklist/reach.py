"""Which cases a watch looks among, and what of a case it shows."""

from django.db.models import OuterRef, QuerySet, Subquery

from cases.models import Case, CaseQuerySet
from organisation.access import districts_of, districts_with
from organisation.models import User
from organisation.roles import Permission


def listed(user: User) -> CaseQuerySet:
    """Open cases whose row the user may see, and of a coordinator's stadsdel nothing more.

    For what the row tells: number, initials, step, the next meeting, and that nobody is on the case.
    """
    return Case.objects.listed(user).open()


def opened(user: User) -> CaseQuerySet:
    """Open cases that the user may read: for what a row of the list must not tell."""
    return Case.objects.readable(user).open()


def in_my_hands(user: User) -> QuerySet[Case]:
    """Open cases that the user decides in."""
    return (
        Case.objects.readable(user)
        .open()
        .filter(district_id__in=districts_with(user, Permission.DECIDE))
    )


def of_case(user: User, records: QuerySet) -> QuerySet:
    """Those of ``records`` that belong to the case at hand.

    The stadsdelar stand there as literals too: with ``Exists`` the database then starts from the
    few records of one stadsdel, where a subquery compared in a filter is run for each open case.
    """
    return records.filter(case=OuterRef("pk"), district_id__in=districts_of(user))


def first_of(records: QuerySet, key: str, value: str = "") -> Subquery:
    """``value`` (or the key itself) of the first of the case's records, for showing."""
    return Subquery(records.order_by(key).values(value or key)[:1])
