"""Two ways to the same answer, timed in turns, so that whatever else the machine does meets both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext


Work = Callable[[], object]
WARM_UP = 3  # rounds that don't count

# The same work for the database whatever it holds, a few milliseconds. What is measured at different
# times is compared in it: the machine may have other things to do at one of them.
YARDSTICK = "select sum(i) from generate_series(1, 20000) i"


@dataclass(frozen=True)
class Pair:
    """What the site does beside the bare way: median seconds of each, and of their ratios.

    ``measures`` is our time in yardsticks.
    """

    ours: float
    bare: float
    ratio: float
    measures: float
    queries: int


@dataclass(frozen=True)
class Figure:
    """Something measured once a run, and its mark: at most, or ``at_least``."""

    name: str
    value: float
    mark: float
    note: str
    at_least: bool = False

    @property
    def held(self) -> bool:
        return self.value >= self.mark if self.at_least else self.value <= self.mark


def in_turns(ours: Work, bare: Work, rounds: int, queries: int = 0) -> Pair:
    works = (ours, bare, _yardstick)
    seconds = [[_seconds(work) for work in works] for _ in range(WARM_UP + rounds)][WARM_UP:]
    return Pair(
        ours=median(ours for ours, _, _ in seconds),
        bare=median(bare for _, bare, _ in seconds),
        ratio=median(ours / bare for ours, bare, _ in seconds),
        measures=median(ours / yardstick for ours, _, yardstick in seconds),
        queries=queries,
    )


def _yardstick() -> None:
    with connection.cursor() as cursor:
        cursor.execute(YARDSTICK)


def _seconds(work: Work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def selects(work: Work) -> list[str]:
    """The texts of the queries that ``work`` asks. Writes, such as to the log, are left out."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


def fetch(queries: Iterable[str]) -> list[list[tuple]]:
    """The rows of each query, through a plain psycopg cursor of Django's connection."""
    assert connection.connection is not None
    with connection.connection.cursor() as cursor:
        return [cursor.execute(query).fetchall() for query in queries]
