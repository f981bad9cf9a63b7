"""What the plan and the meetings know already of form 3.4: nobody has to count it again."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet

from cases.models import Case
from cases.rules import setting
from followup.rules import goal_counts
from meetings import interval
from meetings.models import Attendance, IntervalPause, Invitation, Meeting
from meetings.rules.meetings import counts
from organisation.models import AgencyKind
from sig.lib.dates import months_between


def known_counts(case: Case, day: date) -> dict[str, int]:
    """The counted fields of an assessment made on ``day``, by name."""
    assert case.enrolled_on is not None
    return {
        "months_enrolled": months_between(case.enrolled_on, day),
        **goal_counts(case),
        **_meetings(case, case.enrolled_on),
        **_attendance(case, AgencyKind.POLICE, "police"),
        **_attendance(case, AgencyKind.SCHOOL, "school"),
        "actors": _came(case).values("agency").distinct().count(),
    }


def _meetings(case: Case, enrolled_on: date) -> dict[str, int]:
    """Of the held meetings that count for the interval, how many came in time (R30)."""
    held = list(_counting_days(case))
    stretches = pairwise([enrolled_on, *held])
    pauses = [one.lasts for one in IntervalPause.objects.of(case) if one.lasts]
    in_time = [day for since, day in stretches if day <= _due(case, since, pauses)]
    return {"meetings_held": len(held), "meetings_in_time": len(in_time)}


def _counting_days(case: Case) -> Iterator[date]:
    for meeting in Meeting.objects.of(case).held().order_by("held_on"):
        if counts(case, meeting.kind, meeting.day):
            yield meeting.day


def _due(case: Case, since: date, pauses: list[interval.Pause]) -> date:
    weeks = setting(case, since).interval_weeks
    return interval.due(since, weeks, interval.paused_days(since, weeks, pauses))


def _attendance(case: Case, kind: AgencyKind, name: str) -> dict[str, int]:
    """How many held meetings an actor was called to, and how many of them it came to."""
    called = Invitation.objects.of(case).standing().filter(agency__kind=kind)
    called = called.filter(meeting__in=Meeting.objects.of(case).held())
    came = _came(case).filter(agency__kind=kind)
    return {
        f"{name}_called": called.values("meeting").distinct().count(),
        f"{name}_came": came.values("meeting").distinct().count(),
    }


def _came(case: Case) -> QuerySet[Attendance]:
    return Attendance.objects.of(case).filter(present=True)
