"""What is measured once a run: the sweep of a great many cases, and plans drawn by workers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sig.bench import city, sweeping, workers
from sig.bench.caseload import Staff
from sig.bench.database import as_owner, environment
from sig.bench.measure import Figure, Pair
from sig.bench.report import ms, spaced


MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Swept:
    """One sweep beside the bare one, and the most memory that it took, in bytes."""

    pair: Pair
    memory: int


def sweep(cases: int, day: date, rounds: int) -> Swept:
    """Sweep a caseload of its own, in a database that is empty."""
    with as_owner():
        sweeping.make(cases, day)
    pair = sweeping.measure(day, rounds)
    return Swept(pair, sweeping.peak_memory(environment()))


def of_sweeps(swept: Mapping[int, Swept]) -> list[Figure]:
    """``swept``: number of active cases → its sweep."""
    found = [
        Figure(
            f"Sweep of {spaced(cases)} active cases, times the bare statements",
            one.pair.ratio,
            1.5,
            f"{ms(one.pair.ours)} / {ms(one.pair.bare)}",
        )
        for cases, one in swept.items()
    ]
    small, large = min(swept), max(swept)
    least, most = swept[small].memory, swept[large].memory
    name = f"Memory of the sweep of {spaced(large)}, times that of {spaced(small)}"
    note = f"{most // MEGABYTE} MB / {least // MEGABYTE} MB"
    return [*found, Figure(name, most / least, 1.1, note)]


def of_city(cases: int, day: date, rounds: int) -> list[Figure]:
    """The city's figures of a year, on ``cases`` over ten years in a database that is empty.

    They are counted at night and for the annual report; whoever opens the city's page waits for
    what is released, which is the last figure.
    """
    with as_owner():
        city.make(cases, day)
    counted = city.measure(day, rounds)
    page = city.measure_page(day, rounds)
    name = f"The city's figures of a year, {spaced(cases)} cases over ten"
    note = f"{ms(counted.ours)} / {ms(counted.bare)}"
    return [
        Figure(f"{name}, times the bare sums", counted.ratio, 1.3, note),
        Figure("What the city's page reads, seconds", page.ours, 2.0, f"{ms(page.ours)}"),
    ]


def drawing(staff: Staff, plans: int) -> Figure:
    """Plans of the busy coordinator's cases, by one worker and by two."""
    one, two = workers.measure(staff.busy, staff.district, plans, environment())
    name = f"{plans} plans by one worker, times two workers"
    return Figure(name, one / two, 1.8, f"{one:.1f} s / {two:.1f} s", at_least=True)
