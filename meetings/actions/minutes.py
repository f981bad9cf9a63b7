"""Holding a meeting and writing its minutes. Every write locks the case first."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.utils import timezone

from audit.log import audited
from cases.actions.execution import note_executed
from cases.execution import carries_out
from cases.rules import setting
from meetings.actions.locking import lock_meeting, refuse
from meetings.models import (
    ActivityOutcome,
    ActivityReview,
    Attendance,
    Contribution,
    Flag,
    GoalReview,
    Meeting,
    MeetingDecision,
    MeetingStatus,
)
from meetings.rules import (
    absence_unexplained,
    is_booked,
    is_held,
    paused_days,
    wrong_held_day,
    wrong_next_day,
)
from organisation.models import Agency, User
from plans.actions import note_activity, set_goal_status
from plans.models import Activity, ActivityStatus, Goal, PlanStatus
from sig.lib.rules import require


@audited("meeting.held")
def hold(*, meeting: Meeting, held_on: date, by: User, **minutes: Any) -> Meeting:
    """Note that a booked meeting was held, who came, and what was said and decided.

    ``minutes`` are the meeting's own fields (``participant_present``, ``notes``, ``practical``,
    ``next_on``, ``ends_reason``, ``uncalled_reason``, ``unreviewed_reason``) and its records, see
    ``WRITERS``. If meetings of its kind count in the programme, the interval runs from ``held_on``
    (R30). Raises ``Refused`` when it is held already, for a day that can't be right, and when a
    required actor was missing without a reason (R32).
    """
    meeting = lock_meeting(meeting)
    require(meeting, by, is_booked)
    refuse(wrong_held_day(meeting.case, held_on), "R30")
    meeting.status = MeetingStatus.HELD
    meeting.held_on = held_on
    _write_minutes(meeting, minutes, by)
    _run_interval_from(meeting)
    return meeting


@audited("meeting.revised")
def revise(*, meeting: Meeting, by: User, **minutes: Any) -> Meeting:
    """Change the minutes of a held meeting until they are signed. The day it was held stays.

    ``minutes`` as for ``hold``. Raises ``Stale`` when a colleague has saved them meanwhile.
    """
    meeting = lock_meeting(meeting)
    require(meeting, by, is_held)
    if meeting.is_signed:
        refuse("Minnesanteckningarna är påskrivna och kan inte ändras.", "R51")
    _write_minutes(meeting, minutes, by)
    return meeting


def _write_minutes(meeting: Meeting, minutes: dict[str, Any], by: User) -> None:
    for name, value in minutes.items():
        if name not in WRITERS:
            setattr(meeting, name, value)
    assert meeting.held_on is not None
    attendances: Collection[Attendance] = minutes.get("attendances", ())
    refuse(wrong_next_day(meeting.held_on, meeting.next_on), "R30")
    refuse(absence_unexplained(meeting, attendances), "R32")
    meeting.save_version(by=by)
    if meeting.participant_present and carries_out(meeting.case, meeting.held_on):
        note_executed(case=meeting.case, on=meeting.held_on, by=by)
    for name, write in WRITERS.items():
        for record in minutes.get(name, ()):
            write(meeting, record, by)


def _require_called(meeting: Meeting, agency: Agency) -> None:
    if not meeting.invitations.standing().filter(agency=agency).exists():
        refuse(f"{agency} är inte kallad till mötet.", "R8")


def _write_attendance(meeting: Meeting, attendance: Attendance, by: User) -> None:
    """Somebody's row. A member's name and place in the group are the group's to tell (R34)."""
    _require_called(meeting, attendance.agency)
    member = attendance.member
    if member and (member.case_id, member.agency_id) != (meeting.case_id, attendance.agency_id):
        refuse(f"{attendance.agency} har ingen sådan person i gruppen.", "R34")
    Attendance.objects.update_or_create(
        meeting=meeting,
        agency=attendance.agency,
        member=attendance.member,
        defaults={
            "case": meeting.case,
            "name": member.name if member else attendance.name,
            "present": attendance.present,
            "substitute": bool(member.substitute_for_id) if member else attendance.substitute,
            "absence_reason": attendance.absence_reason,
        },
    )


def _write_contribution(meeting: Meeting, contribution: Contribution, by: User) -> None:
    _require_called(meeting, contribution.agency)
    Contribution.objects.update_or_create(
        meeting=meeting,
        agency=contribution.agency,
        defaults={
            "case": meeting.case,
            "has_done": contribution.has_done,
            "takes_on": contribution.takes_on,
            "obstacle": contribution.obstacle,
            "to_manager": contribution.to_manager,
        },
    )


def _write_decision(meeting: Meeting, decision: MeetingDecision, by: User) -> None:
    decision.case, decision.meeting = meeting.case, meeting
    decision.save_version(by=by)


# --- Goals and activities -------------------------------------------------------------------------


def _write_review(meeting: Meeting, review: GoalReview, by: User) -> None:
    """What was said of the goal. A later meeting's word on it stands, and so does a later plan."""
    goal = Goal.objects.of(meeting.case).select_related("plan").get(pk=review.goal_id)
    goal.case = meeting.case
    GoalReview.objects.update_or_create(
        meeting=meeting,
        goal=goal,
        defaults={"case": meeting.case, "status": review.status, "comment": review.comment},
    )
    later = GoalReview.objects.of(meeting.case).filter(goal=goal)
    if later.filter(meeting__held_on__gt=meeting.held_on).exists():
        return
    if goal.status != review.status and goal.plan.status == PlanStatus.ACTIVE:
        set_goal_status(goal=goal, status=review.status, by=by)


def _write_activity_review(meeting: Meeting, review: ActivityReview, by: User) -> None:
    """What was said of the activity. As with a goal, a later meeting's word stands."""
    activities = Activity.objects.of(meeting.case).select_related("goal__plan")
    activity = activities.get(pk=review.activity_id)
    activity.case = meeting.case
    ActivityReview.objects.update_or_create(
        meeting=meeting,
        activity=activity,
        defaults={
            "case": meeting.case,
            "outcome": review.outcome,
            "done_on": review.done_on,
            "reason": review.reason,
        },
    )
    later = ActivityReview.objects.of(meeting.case).filter(activity=activity)
    if later.filter(meeting__held_on__gt=meeting.held_on).exists():
        return
    status, on = STANDS[ActivityOutcome(review.outcome)], review.done_on
    if status == ActivityStatus.NOT_DONE:
        on = meeting.held_on
    stands = (activity.status, activity.status_on, activity.comment) == (status, on, review.reason)
    if not stands and activity.goal.plan.status == PlanStatus.ACTIVE:
        note_activity(activity=activity, status=status, on=on, comment=review.reason, by=by)


# What the plan in force says of an activity when a meeting has said this.
STANDS = {
    ActivityOutcome.DONE: ActivityStatus.DONE,
    ActivityOutcome.NOT_DONE: ActivityStatus.NOT_DONE,
    ActivityOutcome.GOES_ON: ActivityStatus.PLANNED,
}

# The records of the minutes, by the name that ``hold`` and ``revise`` take them under.
WRITERS: dict[str, Callable[[Meeting, Any, User], None]] = {
    "attendances": _write_attendance,
    "reviews": _write_review,
    "activity_reviews": _write_activity_review,
    "contributions": _write_contribution,
    "decisions": _write_decision,
}


# --- The interval ---------------------------------------------------------------------------------


def _run_interval_from(meeting: Meeting) -> None:
    """Keep on the case the facts that lateness is computed from; never an earlier day."""
    case, day = meeting.case, meeting.held_on
    assert day is not None
    if case.enrolled_on is None or case.interval_from is None or day < case.enrolled_on:
        return
    in_force = setting(case, day)
    if meeting.kind not in in_force.counting_meetings:
        return
    case.met_on = max(case.met_on or day, day)
    if day >= case.interval_from:
        case.interval_from, case.interval_weeks = day, in_force.interval_weeks
        case.paused_days = paused_days(case, day, in_force.interval_weeks)
    case.save(update_fields=["met_on", "interval_from", "interval_weeks", "paused_days"])
    stale = Flag.objects.of(case).raised().filter(occasion__lt=case.interval_from)
    stale.update(cleared_at=timezone.now())
