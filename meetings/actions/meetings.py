"""Holding and signing meetings. Every write locks the case first."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils import timezone

from audit.log import audited
from cases.rules import setting
from meetings.actions.locking import locked, refuse
from meetings.models import Attendance, Flag, GoalReview, Meeting, MeetingStatus
from meetings.rules import (
    absence_unexplained,
    is_booked,
    is_held,
    paused_days,
    signing_blockers,
    wrong_held_day,
    wrong_next_day,
)
from organisation.models import User
from plans.actions import set_goal_status
from plans.models import Goal, PlanStatus
from sig.lib.rules import Refused, require


# --- Holding -------------------------------------------------------------------------------------


@audited("meeting.held")
def hold(
    *,
    meeting: Meeting,
    held_on: date,
    attendances: Collection[Attendance] = (),
    reviews: Collection[GoalReview] = (),
    by: User,
    **minutes: Any,
) -> Meeting:
    """Note that a booked meeting was held, who came, and what was said of each goal.

    ``minutes`` are the meeting's own fields: ``participant_present``, ``notes``, ``next_on``,
    ``ends_reason``, ``uncalled_reason``, ``unreviewed_reason``. If meetings of its kind count in
    the programme, the interval runs from ``held_on`` (R30).
    Raises ``Refused`` when it is held already, for a day that can't be right, and when a required
    actor was missing without a reason (R32).
    """
    meeting = locked(meeting)
    require(meeting, by, is_booked)
    refuse(wrong_held_day(meeting.case, held_on), "R30")
    meeting.status = MeetingStatus.HELD
    meeting.held_on = held_on
    _write_minutes(meeting, attendances, reviews, minutes, by)
    _run_interval_from(meeting)
    return meeting


@audited("meeting.revised")
def revise(
    *,
    meeting: Meeting,
    attendances: Collection[Attendance] = (),
    reviews: Collection[GoalReview] = (),
    by: User,
    **minutes: Any,
) -> Meeting:
    """Change the minutes of a held meeting until they are signed. The day it was held stays.

    Raises ``Stale`` when a colleague has saved them meanwhile.
    """
    meeting = locked(meeting)
    require(meeting, by, is_held)
    if meeting.is_signed:
        refuse("Minnesanteckningarna är påskrivna och kan inte ändras.", "R51")
    _write_minutes(meeting, attendances, reviews, minutes, by)
    return meeting


def _write_minutes(
    meeting: Meeting,
    attendances: Collection[Attendance],
    reviews: Collection[GoalReview],
    minutes: dict[str, Any],
    by: User,
) -> None:
    for name, value in minutes.items():
        setattr(meeting, name, value)
    assert meeting.held_on is not None
    refuse(wrong_next_day(meeting.held_on, meeting.next_on), "R30")
    refuse(absence_unexplained(meeting, attendances), "R32")
    meeting.save_version(by=by)
    for attendance in attendances:
        _write_attendance(meeting, attendance)
    for review in reviews:
        _write_review(meeting, review, by)


def _write_attendance(meeting: Meeting, attendance: Attendance) -> None:
    """Somebody's row. A member's name and place in the group are the group's to tell (R34)."""
    if not meeting.invitations.standing().filter(agency=attendance.agency).exists():
        refuse(f"{attendance.agency} är inte kallad till mötet.", "R8")
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


# --- Signing -------------------------------------------------------------------------------------


@audited("meeting.signed")
def sign(*, meeting: Meeting, by: User) -> Meeting:
    """Sign the minutes; the database locks them, and what belongs to them.

    Raises ``Refused`` when the meeting isn't held, ends without a next date or an end (R30), or
    leaves a goal without a status (R31).
    """
    meeting = locked(meeting)
    if meeting.is_signed:
        return meeting
    if blockers := signing_blockers(meeting, by):
        raise Refused(*blockers)
    meeting.signed_at = timezone.now()
    meeting.signed_by = by
    meeting.signed_title = by.title
    meeting.save(update_fields=["signed_at", "signed_by", "signed_title"])
    return meeting
