"""Figures for a stadsdel, a period and the day that it is seen from. They read and never write.

Each stadsdel is asked in its own context of row security, one after the other, and added up here.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from followup.statistics.figures import Ages, Breakdown, Count, Figure, Period, Spread
from followup.statistics.measures import People, Work, add_people, add_work
from followup.statistics.people import people
from followup.statistics.work import work
from organisation.access import acting_in
from organisation.models import District


__all__ = [
    "Ages",
    "Breakdown",
    "Count",
    "Figure",
    "People",
    "Period",
    "Spread",
    "Work",
    "add_people",
    "add_work",
    "in_each",
    "people",
    "work",
]

Measures = TypeVar("Measures", People, Work)


def in_each(
    districts: Iterable[District],
    ask: Callable[[District, Period], Measures],
    period: Period,
    after: Callable[[], object] = lambda: None,
) -> dict[District, Measures]:
    """What ``people`` or ``work`` says of each stadsdel, seen from inside it alone.

    ``after`` is called when one of them has answered.
    """
    told = {}
    for district in districts:
        with acting_in(district):
            told[district] = ask(district, period)
        after()
    return told
