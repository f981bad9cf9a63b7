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
    """What the site does beside the bare way: median seconds of each, and of their ratios."""

    ours: float
    bare: float
    ratio: float
    queries: int


def in_turns(ours: Work, bare: Work, rounds: int, queries: int = 0) -> Pair:
    seconds = [(_seconds(ours), _seconds(bare)) for _ in range(WARM_UP + rounds)][WARM_UP:]
    return Pair(
        ours=median(ours for ours, _ in seconds),
        bare=median(bare for _, bare in seconds),
        ratio=median(ours / bare for ours, bare in seconds),
        queries=queries,
    )


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
