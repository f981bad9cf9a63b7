"""What must be true of meetings, and how a case stands against its interval, in words."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from cases.models import Case
from cases.models.cases import CaseQuerySet
from cases.rules import setting
from meetings import interval
from meetings.models import Attendance, IntervalPause, Meeting, MeetingStatus
from meetings.rules.group import actor
from organisation.models import MeetingType, User
from sig.lib.dates import (
    days,
    midnight,
    swedish,
    swedish_time,
    today,
)
from sig.lib.rules import rule


INTERVALS = (4, 5)  # weeks; the database allows no other
YOUTH = "unga"  # the programme that asks for the school, and for a status on every goal

BOOKED_AHEAD = timedelta(days=366)  # further ahead a year was mistyped


# --- The interval ---------------------------------------------------------------------------------


def meeting_state(
    case: Case, booked: date | None, day: date | None = None
) -> interval.Status | None:
    """How the case stands on ``day`` (today) against its interval; None before enrolment.

    ``booked`` is the day of its next booked counting meeting, see ``next_meetings``.
    """
    if not case.is_enrolled or case.interval_from is None or case.interval_weeks is None:
        return None
    on = day or today()
    return interval.status(
        case.interval_from, case.interval_weeks, on, booked, paused=case.paused_days
    )


def past_interval(cases: CaseQuerySet, day: date) -> CaseQuerySet:
    """Those of ``cases`` that are overdue on ``day``: a range scan for each interval.

    Says the same as ``interval.state``; list, counter and sweep all ask this way.
    """
    late = Q()
    for weeks in INTERVALS:
        cutoff = interval.overdue_since_cutoff(day, weeks)
        late |= Q(interval_weeks=weeks, counts_from__lt=cutoff)
    return cases.enrolled().filter(late)


def interval_ends_between(cases: CaseQuerySet, first: date, last: date) -> CaseQuerySet:
    """Those of ``cases`` whose due day lies from ``first`` to ``last``, both included."""
    ends = Q()
    for weeks in INTERVALS:
        since = [interval.overdue_since_cutoff(day, weeks) for day in (first, last)]
        ends |= Q(interval_weeks=weeks, counts_from__range=since)
    return cases.enrolled().filter(ends)


def paused_days(case: Case, last: date, weeks: int) -> int:
    """The days in pauses inside an interval that runs from ``last``."""
    return interval.paused_days(last, weeks, IntervalPause.objects.of(case).lasting())


def counts(case: Case, kind: str, day: date) -> bool:
    """Whether a meeting of this kind, held on ``day``, counts for the interval of the case."""
    return kind in setting(case, day).counting_meetings


def next_meetings(cases: Iterable[Case]) -> dict[UUID, Meeting]:
    """The next booked meeting, from today on, that counts for each case; one query for all."""
    by_pk = {case.pk: case for case in cases}
    counting: dict[tuple[int, int], list[str]] = {}
    found: dict[UUID, Meeting] = {}
    booked = Meeting.objects.booked().filter(case__in=by_pk, starts_at__gte=midnight(today()))
    for meeting in booked.order_by("starts_at"):
        case = by_pk[meeting.case_id]
        key = (case.programme_id, case.district_id)
        if key not in counting:
            counting[key] = setting(case).counting_meetings
        if meeting.kind in counting[key]:
            found.setdefault(case.pk, meeting)
    return found


def next_meeting(case: Case) -> Meeting | None:
    """The next booked meeting that counts for the case."""
    return next_meetings([case]).get(case.pk)


def sentences(case: Case, status: interval.Status, booked: Meeting | None) -> list[str]:
    """How the case stands, in words: what is, the limit, and the day it must be held by."""
    if status.state == interval.State.OVERDUE:
        late_since = f"Inget {_counting_name(case)} på {days_since(status)}."
        return [late_since, f"Gränsen är {status.limit_days}.", *_booked_words(booked)]
    if status.state == interval.State.BOOKED:
        return _booked_words(booked)
    latest = f"Ska hållas senast {swedish(status.due)}."
    return [_left(status), *(_booked_words(booked) or ["Inget möte bokat."]), latest]


def days_since(status: interval.Status) -> str:
    """The days since the last meeting, and how many of them that didn't count."""
    paused = f", varav {status.days_paused} i paus" if status.days_paused else ""
    return f"{days(status.days_since)}{paused}"


def _counting_name(case: Case) -> str:
    return "nätverksmöte" if case.programme.code == YOUTH else "möte"


def _booked_words(booked: Meeting | None) -> list[str]:
    if booked is None:
        return []
    return [f"Bokat {swedish(booked.starts_at)} kl. {swedish_time(booked.starts_at)}."]


def _left(status: interval.Status) -> str:
    return f"{days(status.days_left)} kvar." if status.days_left else "Sista dagen är i dag."


# --- Calling a meeting ----------------------------------------------------------------------------


def last_day(case: Case) -> date | None:
    """The last day on which the next meeting is in time; None before enrolment."""
    if not case.is_enrolled or case.interval_from is None or case.interval_weeks is None:
        return None
    return interval.due(case.interval_from, case.interval_weeks, case.paused_days)


def wrong_time(starts_at: datetime) -> str | None:
    """Why a meeting can't be booked for this time, or nothing."""
    now = timezone.now()
    if starts_at <= now:
        return "Tiden har redan passerat. Boka en tid som kommer."
    if starts_at > now + BOOKED_AHEAD:
        return "Ett möte bokas högst ett år i förväg."
    return None


def required_kinds(case: Case, kind: str, day: date) -> list[str]:
    """The actors of every network meeting on ``day``: the police, in SIG unga the school (R32)."""
    return setting(case, day).required_actors if kind == MeetingType.NETWORK else []


# --- Holding --------------------------------------------------------------------------------------


def wrong_held_day(case: Case, day: date) -> str | None:
    """Why the meeting can't have been held on this day, or nothing."""
    if day > today():
        return "Mötet kan inte ha hållits i framtiden."
    if day < case.opened_on:
        return f"Mötet kan inte ha hållits innan ärendet öppnades den {swedish(case.opened_on)}."
    return None


def wrong_next_day(held_on: date, next_on: date | None) -> str | None:
    """Why the next meeting can't be on this day, or nothing."""
    if next_on is None:
        return None
    if next_on <= held_on:
        return "Nästa möte ska ligga efter det här mötet."
    if next_on > today() + BOOKED_AHEAD:
        return "Nästa möte bokas högst ett år i förväg."
    return None


def absence_unexplained(meeting: Meeting, attendances: Collection[Attendance]) -> str | None:
    """What is missing when a required actor wasn't there and nobody wrote why (R32).

    One from each actor is enough, and so is the reason of one: it is asked of the organisation.
    """
    came = attendances or list(meeting.attendances.select_related("agency"))
    for kind in required_kinds(meeting.case, meeting.kind, meeting.day):
        rows = [row for row in came if row.agency.kind == kind]
        if not rows and not meeting.uncalled_reason:
            return f"{actor(kind)} var inte kallad till mötet. Ange skälet."
        if rows and not any(row.present or row.absence_reason for row in rows):
            return f"{actor(kind)} var inte med på mötet. Ange orsaken."
    return None


def latest_next_day(case: Case, held_on: date) -> date | None:
    """The last day for the next meeting if this one is held then; None before enrolment."""
    if not case.is_enrolled:
        return None
    weeks = setting(case, held_on).interval_weeks
    return interval.due(held_on, weeks, paused_days(case, held_on, weeks))


@rule("R51", met="Ärendet pågår", route="meetings:list")
def case_open(case: Case, by: User | None) -> str | None:
    return "Ärendet är avslutat. Inget mer kan skrivas i det." if case.closed_at else None


@rule("R30", met="Mötet är bokat", route="meetings:list")
def is_booked(meeting: Meeting, by: User) -> str | None:
    if meeting.status == MeetingStatus.BOOKED:
        return None
    return f"Mötet är redan {meeting.get_status_display().lower()}."


@rule("R51", met="Mötet är sparat som hållet", route="meetings:list")
def is_held(meeting: Meeting, by: User) -> str | None:
    return None if meeting.held_on else "Mötet är inte sparat som hållet."
