"""Arranging what a meeting agrees on: decisions, contributions, and minutes that are signed."""

from datetime import timedelta
from typing import Any

from meetings import actions
from meetings.models import Contribution, Meeting, MeetingDecision
from organisation.access import acting_as
from organisation.models import Agency, User
from plans.models import Goal
from sig.lib.dates import today


NEXT = today() + timedelta(days=20)


def decision(meeting: Meeting, goal: Goal | None = None, **changes: Any) -> MeetingDecision:
    """A decision with all that signing asks for, not saved."""
    fields: dict[str, Any] = {
        "what": "Ringa studievägledaren",
        "responsible": "Lotsen",
        "due_on": today() + timedelta(days=7),
    }
    return MeetingDecision(case=meeting.case, meeting=meeting, goal=goal, **(fields | changes))


def obstacle_at(
    meeting: Meeting, agency: Agency, words: str = "Kön är sex veckor."
) -> Contribution:
    """A contribution whose obstacle is marked for the manager, not saved."""
    return Contribution(
        case=meeting.case, meeting=meeting, agency=agency, obstacle=words, to_manager=True
    )


def revised(meeting: Meeting, user: User, **minutes: Any) -> Meeting:
    """The minutes of a held meeting, saved again with what signing asks for."""
    with acting_as(user):
        fresh = Meeting.objects.of(meeting.case).select_related("case").get(pk=meeting.pk)
        fresh.case = meeting.case
        return actions.revise(meeting=fresh, by=user, **{"next_on": NEXT, **minutes})
