"""Of the held meetings that count for the interval, how many came in time (R30).

The interval is that in force on the day of the meeting before, or of the enrolment. PostgreSQL
counts the cases that were never paused; the few that were are gone through one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models import Count as Rows
from django.db.models.functions import Coalesce, Lag

from followup.statistics.figures import Count, Period
from followup.statistics.people import participants
from meetings.interval import Pause, due, paused_days
from meetings.models import IntervalPause, Meeting
from organisation.models import District, ProgrammeSetting


@dataclass(frozen=True)
class Stretch:
    """The days, ``until`` not among them, on which a programme's setting is in force."""

    programme: int
    start: date
    until: date
    weeks: int
    kinds: list[str]


def inside_interval(district: District, period: Period) -> Count:
    """Of the counting meetings that were held in the period. ``denominator`` is how many."""
    stretches = list(_stretches(district))
    held = _held(district, period, stretches)
    paused = IntervalPause.objects.filter(case=OuterRef("case"))
    in_sql = _in_sql(held.filter(~Exists(paused)), period, stretches)
    return in_sql + _one_by_one(held.filter(Exists(paused)), period, stretches)


def _stretches(district: District) -> Iterator[Stretch]:
    """What has held in the stadsdel; its own setting goes before the city's, as ``in_force`` says."""
    found = ProgrammeSetting.objects.filter(Q(district=district) | Q(district__isnull=True))
    for programme, rows in groupby(found.order_by("programme"), lambda row: row.programme_id):
        settings = list(rows)
        days = sorted({row.valid_from for row in settings})
        for start, until in pairwise([*days, date.max]):
            begun = [row for row in settings if row.valid_from <= start]
            setting = max(begun, key=lambda row: (row.district_id is not None, row.valid_from))
            yield Stretch(
                programme, start, until, setting.interval_weeks, setting.counting_meetings
            )


def _held(district: District, period: Period, stretches: list[Stretch]) -> QuerySet[Meeting]:
    counting = Q(pk=None)
    for one in stretches:
        counting |= Q(
            case__programme=one.programme,
            held_on__gte=one.start,
            held_on__lt=one.until,
            kind__in=one.kinds,
        )
    return Meeting.objects.held().filter(
        counting,
        district=district,
        case__in=participants(district, period).values("pk"),
        held_on__gte=F("case__enrolled_on"),
        held_on__lt=period.known_before,
    )


def _in_sql(held: QuerySet[Meeting], period: Period, stretches: list[Stretch]) -> Count:
    before = Window(Lag("held_on"), partition_by=F("case"), order_by=["held_on", "pk"])
    limits = [
        When(
            case__programme=one.programme,
            since__gte=one.start,
            since__lt=one.until,
            then=Value(7 * one.weeks),
        )
        for one in stretches
    ]
    gap = Func(
        F("held_on"),
        F("since"),
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    in_period = Q(held_on__gte=period.start)
    told: dict[str, Any] = (
        held.annotate(since=Coalesce(before, F("case__enrolled_on")))
        .annotate(limit=Case(*limits), gap=gap)
        .order_by()
        .aggregate(
            held=Rows("pk", filter=in_period),
            inside=Rows("pk", filter=in_period & Q(gap__lte=F("limit"))),
        )
    )
    return Count(told["held"], 0, period, told["inside"])


def _one_by_one(held: QuerySet[Meeting], period: Period, stretches: list[Stretch]) -> Count:
    """The cases that were paused: the pauses move the due day (``meetings.interval``)."""
    rows = held.order_by("case", "held_on").values_list(
        "case", "case__programme", "case__enrolled_on", "held_on"
    )
    pauses = _pauses(held)
    count = inside = 0
    for (case, programme, enrolled_on), days in groupby(rows, lambda row: row[:3]):
        for since, day in pairwise([enrolled_on, *(row[3] for row in days)]):
            if day < period.start:
                continue
            weeks = _weeks(stretches, programme, since)
            paused = paused_days(since, weeks, pauses[case])
            count += 1
            inside += day <= due(since, weeks, paused)
    return Count(count, 0, period, inside)


def _pauses(held: QuerySet[Meeting]) -> dict[UUID, list[Pause]]:
    found: dict[UUID, list[Pause]] = {}
    for pause in IntervalPause.objects.filter(case__in=held.order_by().values("case")):
        found.setdefault(pause.case_id, []).extend([pause.lasts] if pause.lasts else [])
    return found


def _weeks(stretches: list[Stretch], programme: int, day: date) -> int:
    return next(
        one.weeks
        for one in stretches
        if one.programme == programme and one.start <= day < one.until
    )
