"""Calling, moving, cancelling, holding and signing meetings. Every write locks the case first."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.actions.execution import note_executed
from cases.models import Case
from cases.rules import setting
from consent.actions import disclose
from consent.models import Disclosure, DocumentKind, InformationKind
from meetings.models import Attendance, Flag, GoalReview, Invitation, Meeting, MeetingStatus
from meetings.rules import (
    absence_unexplained,
    case_open,
    is_booked,
    is_held,
    paused_days,
    signing_blockers,
    wrong_held_day,
    wrong_next_day,
    wrong_time,
)
from organisation.models import Agency, MeetingType, User
from plans.actions import set_goal_status
from plans.models import Goal, PlanStatus
from sig.lib.dates import STOCKHOLM
from sig.lib.rules import Blocker, Refused, require


def _locked(meeting: Meeting) -> Meeting:
    """The same meeting, fresh, with its case locked: the second of two waits here."""
    case = lock_case(meeting.case)
    require(case, None, case_open)
    fresh: Meeting = Meeting.objects.of(case).get(pk=meeting.pk)
    fresh.case = case
    fresh.version = meeting.version  # what its user has read: they save over nothing else
    return fresh


def _refuse(sentence: str | None, rule: str, route: str = "meetings:list") -> None:
    if sentence:
        raise Refused(Blocker(sentence, rule, route))


# --- Calling -------------------------------------------------------------------------------------


@audited("meeting.booked")
def book(
    *,
    meeting_id: UUID,
    case: Case,
    kind: MeetingType | str,
    starts_at: datetime,
    place: str,
    agencies: Collection[Agency],
    by: User,
) -> Meeting:
    """Book a meeting and call ``agencies`` to it. The same form sent twice books one.

    Raises ``Refused`` for a time that has passed or is taken, and when consent doesn't let every
    actor know of the meeting, today and on its day (R8): each is named, and nothing is written.
    """
    case = lock_case(case)
    again = Meeting.objects.of(case).filter(pk=meeting_id).first()
    if again:
        return again
    require(case, by, case_open)
    _require_free_time(case, starts_at)
    meeting = Meeting(
        id=meeting_id, case=case, kind=kind, starts_at=starts_at, place=place, called_by=by
    )
    meeting.insert()
    for agency, disclosure in _tell(case, agencies, starts_at, by):
        Invitation.objects.create(case=case, meeting=meeting, agency=agency, disclosure=disclosure)
    return meeting


@audited("meeting.moved")
def move(*, meeting: Meeting, starts_at: datetime, by: User) -> Meeting:
    """Move a booked meeting. Everyone called is told anew, on a consent that covers the new day."""
    meeting = _locked(meeting)
    require(meeting, by, is_booked)
    if meeting.starts_at == starts_at:
        return meeting
    _require_free_time(meeting.case, starts_at)
    invitations = list(meeting.invitations.standing().select_related("agency"))
    agencies = [invitation.agency for invitation in invitations]
    told = dict(_tell(meeting.case, agencies, starts_at, by))
    for invitation in invitations:
        invitation.disclosure = told[invitation.agency]
        invitation.save(update_fields=["disclosure"])
    meeting.starts_at = starts_at
    meeting.save(update_fields=["starts_at"])
    return meeting


def _require_free_time(case: Case, starts_at: datetime) -> None:
    _refuse(wrong_time(starts_at), "R30", "meetings:book")
    taken = Meeting.objects.of(case).exclude(status=MeetingStatus.CANCELLED)
    if taken.filter(starts_at=starts_at).exists():
        _refuse("Det finns redan ett möte på den tiden.", "R30", "meetings:book")


def _tell(
    case: Case, agencies: Collection[Agency], starts_at: datetime, by: User
) -> list[tuple[Agency, Disclosure]]:
    """Tell each agency through the one door out. Refuses with all those who can't be told."""
    told: list[tuple[Agency, Disclosure]] = []
    blockers: list[Blocker] = []
    day = timezone.localtime(starts_at, STOCKHOLM).date()
    for agency in agencies:
        try:
            disclosure = disclose(
                case=case,
                agency=agency,
                document=DocumentKind.INVITATION,
                kinds=[InformationKind.MEETING],
                on=day,
                by=by,
            )
        except Refused as refusal:
            blockers += refusal.blockers
        else:
            told.append((agency, disclosure))
    if blockers:
        raise Refused(*blockers)
    return told


@audited("meeting.cancelled")
def cancel(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Cancel a booked meeting. It is not a held one: the interval goes on as before (R30)."""
    meeting = _locked(meeting)
    if meeting.status == MeetingStatus.CANCELLED:
        return meeting
    require(meeting, by, is_booked)
    if not reason.strip():
        _refuse("Skälet till att mötet ställs in saknas.", "R30")
    meeting.status = MeetingStatus.CANCELLED
    meeting.cancelled_reason = reason
    meeting.save(update_fields=["status", "cancelled_reason"])
    return meeting


@audited("meetings.ended")
def cancel_all(*, case: Case, reason: str, by: User) -> Case:
    """Cancel every booked meeting of a case that ends, and clear its flags."""
    for meeting in Meeting.objects.of(case).booked().select_related("case"):
        cancel(meeting=meeting, reason=reason, by=by)
    Flag.objects.of(case).raised().update(cleared_at=timezone.now())
    return case


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
    meeting = _locked(meeting)
    require(meeting, by, is_booked)
    _refuse(wrong_held_day(meeting.case, held_on), "R30")
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
    meeting = _locked(meeting)
    require(meeting, by, is_held)
    if meeting.is_signed:
        _refuse("Minnesanteckningarna är påskrivna och kan inte ändras.", "R51")
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
    _refuse(wrong_next_day(meeting.held_on, meeting.next_on), "R30")
    _refuse(absence_unexplained(meeting, attendances), "R32")
    meeting.save_version(by=by)
    if meeting.participant_present:
        note_executed(meeting.case, meeting.held_on)
    for attendance in attendances:
        _write_attendance(meeting, attendance)
    for review in reviews:
        _write_review(meeting, review, by)


def _write_attendance(meeting: Meeting, attendance: Attendance) -> None:
    if not meeting.invitations.standing().filter(agency=attendance.agency).exists():
        _refuse(f"{attendance.agency} är inte kallad till mötet.", "R8")
    Attendance.objects.update_or_create(
        meeting=meeting,
        agency=attendance.agency,
        defaults={
            "case": meeting.case,
            "name": attendance.name,
            "present": attendance.present,
            "substitute": attendance.substitute,
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
    meeting = _locked(meeting)
    if meeting.is_signed:
        return meeting
    if blockers := signing_blockers(meeting, by):
        raise Refused(*blockers)
    meeting.signed_at = timezone.now()
    meeting.signed_by = by
    meeting.signed_title = by.title
    meeting.save(update_fields=["signed_at", "signed_by", "signed_title"])
    return meeting
