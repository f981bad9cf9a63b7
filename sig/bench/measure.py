"""Two ways to the same answer, timed in turns, so that whatever else the machine does meets both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext


Work = Callable[[], object]
WARM_UP = 3  # rounds that don't count


@dataclass(frozen=True)
class Pair:
    """Median seconds of what the site does and of the bare way, and the site's number of queries."""

    ours: float
    bare: float
    queries: int = 0

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


def in_turns(ours: Work, bare: Work, rounds: int, queries: int = 0) -> Pair:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(WARM_UP + rounds):
        for work, seconds in zip((ours, bare), times, strict=True):
            start = perf_counter()
            work()
            seconds.append(perf_counter() - start)
    middle = [median(seconds[WARM_UP:]) for seconds in times]
    return Pair(ours=middle[0], bare=middle[1], queries=queries)


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
