"""Signing the minutes: they are locked, decisions become activities, obstacles go to the manager."""

from django.utils import timezone

from audit.log import audited
from meetings.actions.locking import lock_meeting
from meetings.actions.obstacles import raise_obstacle
from meetings.models import Contribution, Meeting, MeetingDecision
from meetings.rules import signing_blockers
from organisation.models import User
from plans.actions import decide_activity
from plans.models import Activity
from sig.lib.dates import swedish
from sig.lib.rules import Refused


@audited("meeting.signed")
def sign(*, meeting: Meeting, by: User) -> Meeting:
    """Sign the minutes; the database locks them, and what belongs to them.

    Each decision for a goal becomes one activity of the plan in force, and each obstacle that is
    marked for the manager goes there (R36). Raises ``Refused`` when the meeting isn't held, ends
    without a next date or an end (R30), leaves a goal without a status (R31) or a decision without
    someone who answers for it and a day.
    """
    meeting = lock_meeting(meeting)
    if meeting.is_signed:
        return meeting
    if blockers := signing_blockers(meeting, by):
        raise Refused(*blockers)
    for decision in meeting.decisions.kept().filter(goal__isnull=False).select_related("goal"):
        _make_activity(meeting, decision, by)
    for contribution in meeting.contributions.filter(to_manager=True):
        _raise(meeting, contribution, by)
    meeting.signed_at = timezone.now()
    meeting.signed_by = by
    meeting.signed_title = by.title
    meeting.save(update_fields=["signed_at", "signed_by", "signed_title"])
    return meeting


def _make_activity(meeting: Meeting, decision: MeetingDecision, by: User) -> None:
    activity = Activity(
        case=meeting.case,
        goal=decision.goal,
        what=decision.what,
        how=f"Bestämt på mötet den {swedish(meeting.day, year=True)}",
        responsible=decision.responsible,
        due_on=decision.due_on,
    )
    decision.activity = decide_activity(activity=activity, by=by)
    decision.case = meeting.case
    decision.save(update_fields=["activity"])


def _raise(meeting: Meeting, contribution: Contribution, by: User) -> None:
    contribution.case = meeting.case
    raise_obstacle(contribution=contribution, by=by)
