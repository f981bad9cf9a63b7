"""Decisions that weren't carried out in three months, as they are reported each quarter (R28)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Q
from django.utils.timezone import localdate

from cases.clocks import ONE_DAY, decided_before, execution_due
from cases.models import Case, CaseQuerySet
from sig.lib.dates import months_after, swedish


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year. In words "tredje kvartalet 2026", in an address "2026-3"."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, code: str) -> Self | None:
        """The quarter of an address, or None."""
        found = re.fullmatch(r"(20\d\d)-([1-4])", code)
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def first(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        return months_after(self.first, 3) - ONE_DAY

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def before(self) -> "Quarter":
        return Quarter.of(self.first - ONE_DAY)

    @property
    def after(self) -> "Quarter":
        return Quarter.of(self.last + ONE_DAY)

    def __str__(self) -> str:
        order = ("första", "andra", "tredje", "fjärde")[self.number - 1]
        return f"{order} kvartalet {self.year}"


def carries_out(case: Case, on: date) -> bool:
    """Whether what is done on this day is the first that carries out the decision."""
    if case.enrolled_on is None or on < case.enrolled_on:
        return False
    return case.executed_on is None or on < case.executed_on


def waiting(cases: CaseQuerySet, first: date, last: date) -> CaseQuerySet:
    """Open cases whose decision is due from ``first`` to ``last`` and isn't carried out."""
    decided = (decided_before(first), decided_before(last + ONE_DAY) - ONE_DAY)
    return _not_executed(cases).filter(enrolled_on__range=decided)


def late(cases: CaseQuerySet, day: date) -> CaseQuerySet:
    """Open cases whose decision should have been carried out before ``day`` (SoL 34:1)."""
    return _not_executed(cases).filter(enrolled_on__lt=decided_before(day))


def _not_executed(cases: CaseQuerySet) -> CaseQuerySet:
    return cases.enrolled().filter(executed_on__isnull=True)


def to_report(cases: CaseQuerySet, quarter: Quarter, today: date) -> list[Case]:
    """Those that were late during the quarter, also if they were carried out or closed in it.

    Of a quarter that goes on: those that are late so far.
    """
    last = min(quarter.last, today)
    due = cases.filter(enrolled_on__lt=decided_before(last + ONE_DAY))
    went_on = Q(executed_on__isnull=True) | Q(executed_on__gte=quarter.first)
    was_open = Q(closed_at__isnull=True) | Q(closed_at__date__gte=quarter.first)
    found = due.filter(went_on, was_open).order_by("enrolled_on", "pk")
    return [case for case in found if _was_late(case, last)]


def _was_late(case: Case, last: date) -> bool:
    """Whether the decision was still not carried out when its three months had passed."""
    assert case.enrolled_on is not None
    ends = [day for day in (case.executed_on, case.closed_at and localdate(case.closed_at)) if day]
    return min(ends, default=last + ONE_DAY) > execution_due(case.enrolled_on)


def outcome(case: Case, quarter: Quarter) -> str:
    """What came of the decision by the end of the quarter, in words."""
    if case.executed_on and case.executed_on <= quarter.last:
        return f"Verkställt {swedish(case.executed_on, year=True)}"
    if case.closed_at and localdate(case.closed_at) <= quarter.last:
        return f"Avslutat {swedish(case.closed_at, year=True)} utan att verkställas"
    return "Inte verkställt"
