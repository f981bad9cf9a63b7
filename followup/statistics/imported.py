"""The youths that were imported as history. What their report didn't say is missing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from followup.models import History
from followup.models.answers import Suspicion, YesNo
from followup.statistics.figures import Ages, Breakdown, Count, Period
from followup.statistics.measures import People, no_people
from organisation.models import District
from sig.lib.dates import STOCKHOLM


def imported_people(district: District, period: Period) -> People:
    """Who took part in the period, in a stadsdel whose context is open. One query."""
    rows = History.objects.filter(district=district, case__enrolled_on__lt=period.before)
    here = [
        row
        for row in rows.select_related("case", "report")
        if _day(row.case.closed_at) >= period.start
    ]
    return _figures(here, period) if here else no_people(period)


def _figures(rows: Sequence[History], period: Period) -> People:
    total = len(rows)
    unknown = Breakdown(total, total, period, {})
    ended = [_ended(row, period.as_of) for row in rows]
    sentenced = [row.sentenced if _is_told(row, period) else YesNo.MISSING for row in rows]
    return People(
        period=period,
        youths=total,
        inferred=sum(row.inferred for row in rows),
        imported=total,
        enrolled=Count(total, 0, period, _begun(rows, period)),
        ongoing=_count(ended, YesNo.NO, period),
        ended=_count(ended, YesNo.YES, period),
        reasons=_reasons(rows, ended, period),
        sentenced=_count(sentenced, YesNo.YES, period),
        suspicions=_suspicions(rows, period),
        routes=unknown,
        ages=_ages(rows, period),
        alongside=unknown,
        commissioned=Count(total, total, period, 0),
    )


def _day(moment: datetime | None) -> date:
    assert moment  # history is closed
    return timezone.localtime(moment, STOCKHOLM).date()


def _is_told(row: History, period: Period) -> bool:
    """Before its last day the report says nothing: it was not written yet."""
    return period.as_of >= _last_day(row)


def _last_day(row: History) -> date:
    return Period.of(row.report.from_on, row.report.before).last


def _begun(rows: Sequence[History], period: Period) -> int:
    begun = (row.case.enrolled_on for row in rows)
    return sum(day is not None and day >= period.start for day in begun)


def _ended(row: History, as_of: date) -> str:
    """Whether it had ended on a day. When the report leaves it open, so do we until it surely has."""
    if _day(row.case.closed_at) <= as_of:
        return YesNo.YES
    return row.ended if as_of >= _last_day(row) else YesNo.MISSING


def _count(answers: Sequence[str], wanted: str, period: Period) -> Count:
    said = Counter(answers)
    return Count(len(answers), said[YesNo.MISSING], period, said[wanted])


def _reasons(rows: Sequence[History], ended: Sequence[str], period: Period) -> Breakdown:
    """Of those who have ended, and of those who have left though nobody calls it ended."""
    told = [row.reason if _is_told(row, period) else "" for row in rows]
    given = [reason for reason, end in zip(told, ended, strict=True) if reason or end == YesNo.YES]
    counts = Counter(given)
    missing = counts.pop("", 0)
    return Breakdown(len(given), missing, period, dict(sorted(counts.items())))


def _suspicions(rows: Sequence[History], period: Period) -> Breakdown:
    counts = Counter(row.suspicion for row in rows if _is_told(row, period))
    counts.pop(Suspicion.MISSING, 0)
    return Breakdown(len(rows), len(rows) - counts.total(), period, dict(sorted(counts.items())))


def _ages(rows: Sequence[History], period: Period) -> Ages:
    """The report's bounds; how old each was is missing, but where all were as old."""
    exact = Counter(row.age_from for row in rows if row.age_from and row.age_from == row.age_to)
    bounds = {age for row in rows for age in (row.age_from, row.age_to) if age}
    missing = len(rows) - exact.total()
    return Ages(len(rows), missing, period, dict(sorted(exact.items())), tuple(sorted(bounds)))
