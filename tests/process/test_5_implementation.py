"""Step 5, Genomföra: meetings are held, or flagged when they aren't."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from meetings.actions import book
from meetings.models import MeetingStatus
from organisation.access import acting_as
from organisation.models import Agency, MeetingType
from sig.lib.dates import today
from sig.worklist import sections
from sig.worklist.meetings import overdue
from sig.worklist.shapes import Group
from tests.people import Cast
from tests.stories import running_case


pytestmark = pytest.mark.django_db


def test_a_meeting_is_booked_with_those_whom_the_consent_covers(cast: Cast) -> None:
    case = running_case(cast)
    with acting_as(cast.lotta):
        meeting = book(
            meeting_id=uuid.uuid4(),
            case=case,
            kind=MeetingType.NETWORK,
            starts_at=timezone.now() + timedelta(days=3),
            place="Kontoret",
            agencies=list(Agency.objects.filter(kind="police")),
            by=cast.lotta,
        )
        assert meeting.status == MeetingStatus.BOOKED
        assert meeting.invitations.count() == 1


@pytest.mark.parametrize(("days", "late"), [(28, False), (29, True)])
def test_r30_the_due_day_is_not_overdue_and_the_day_after_is(
    cast: Cast, days: int, late: bool
) -> None:
    """Planted: ``<=`` for ``<`` in ``past_interval``, and one day too many."""
    case = running_case(cast)
    with acting_as(cast.lotta):
        Case.objects.filter(pk=case.pk).update(
            enrolled_on=today() - timedelta(days=days), interval_from=today() - timedelta(days=days)
        )
    for user in (cast.lotta, cast.sam, cast.carin):
        with acting_as(user):
            assert overdue(user, today()).exists() is late
            rows = [row for part in sections(user, today()) for row in part.rows]
            words = f"Inget möte på {days} dagar. Gränsen är 28."
            assert any(row.sentence == words for row in rows) is late


def test_min_dag_counts_what_it_lists(cast: Cast) -> None:
    running_case(cast)
    with acting_as(cast.carin):
        parts = {part.group: part for part in sections(cast.carin, today())}
    assert parts[Group.LATE].count == f"{len(parts[Group.LATE].rows)} ärenden"
