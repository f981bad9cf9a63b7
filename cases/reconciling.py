"""Which cases a round of reconciliation goes through, in what order, and which have waited for long."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cases.models import Case, CaseQuerySet, Reconciled, Reconciliation
from organisation.access import districts_with
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import midnight


def in_reach(user: User) -> CaseQuerySet:
    """The open cases that ``user`` may go through: those that they decide in, and may open (R41)."""
    readable = Case.objects.readable(user).open()
    return readable.filter(district_id__in=districts_with(user, Permission.DECIDE))


def with_last(cases: CaseQuerySet) -> QuerySet[Case]:
    """The cases with the time of their last reconciliation, longest ago first."""
    latest = Reconciled.objects.filter(case=OuterRef("pk")).order_by("-noted_at")
    return cases.annotate(reconciled_at=Subquery(latest.values("noted_at")[:1])).order_by(
        F("reconciled_at").asc(nulls_first=True), "opened_on", "pk"
    )


def waiting(cases: CaseQuerySet, today: date) -> CaseQuerySet:
    """Those opened, and last gone through, more than the set number of weeks before ``today``."""
    limit = today - timedelta(weeks=settings.RECONCILIATION_WEEKS)
    since = Reconciled.objects.filter(case=OuterRef("pk"), noted_at__gte=midnight(limit))
    return cases.filter(~Exists(since), opened_on__lt=limit)


def has_waited(case: Case, last: date | None, today: date) -> bool:
    """The same of one case that was last gone through on ``last``."""
    return (last or case.opened_on) < today - timedelta(weeks=settings.RECONCILIATION_WEEKS)


def left_in(going_on: Reconciliation, user: User) -> QuerySet[Case]:
    """What is left of the round. A case that is closed meanwhile is passed over, a new one comes in."""
    done = Reconciled.objects.filter(case=OuterRef("pk"), reconciliation=going_on)
    cases = in_reach(user).filter(~Exists(done), Q(district=going_on.district_id))
    return with_last(cases)


@dataclass(frozen=True)
class Place:
    """Where in the round a case stands: its number of how many, and the case after it."""

    number: int
    total: int
    after: UUID | None


def place_of(case: Case, going_on: Reconciliation, user: User) -> Place:
    """The place of a case that is left in the round. After the last come those that were passed over."""
    left = list(left_in(going_on, user).values_list("pk", flat=True))
    index = left.index(case.pk)
    following = [*left[index + 1 :], *left[:index]]
    done = going_on.reconciled.count()
    return Place(done + index + 1, done + len(left), following[0] if following else None)
