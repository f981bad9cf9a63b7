"""The measurements as a table, for the screen and for docs/benchmarks.md."""

import os
from collections.abc import Mapping, Sequence
from datetime import date

from sig.bench.measure import Figure
from sig.bench.subjects import Subject


GROWTH_MARK = 1.5  # the largest caseload, at most so many times the smallest

INTRODUCTION = """\
# Benchmarks

Made by `./dev bench` on {day}: PostgreSQL {version}, {cores} cores, {rounds} rounds.

Each line is what the site does beside the bare way to the same answer, in turns, in one run. SQL is
timed through a plain psycopg cursor as the application's role, with row-level security on; the bare
query is written by hand with literal ids (`sig/bench/bare`) and must find the same cases. Writes
to the log are in neither side of lists and Min dag, and in both of the sweep. The plan has its
queries and its template in it; the bare one is WeasyPrint alone, from HTML that is already there.

Every caseload has {open_cases} open cases, spread over the stadsdelar; what grows is the closed
ones, as over the years. `--open` changes that. A ratio is the median of the rounds' own ratios, the
milliseconds are medians (ours / bare). Ratios carry over to other machines, milliseconds don't.
Growth compares what is measured some minutes apart, so it is counted in yardsticks: a query that
costs the same whatever the tables hold, timed beside every round.
"""

ONCE = """\
The sweep again, on persons and cases alone, all of them active and a tenth overdue for the first
time; its memory is that of a process of its own. The city's figures are those that the annual report
asks of every stadsdel, one after the other, on cases of the last ten years with referrals and
assessments; the city's page reads the released tables of those years as the central role. The plans
are the working copies of one job, each with a file of its own, drawn by Celery workers with a process
each over the real broker; two can be twice as fast as one only where two cores have nothing else to
do.
"""

COUNT = "The number of queries is the same at every size: {answer}.\n"


def report(
    measured: Mapping[int, Sequence[Subject]],
    figures: Sequence[Figure],
    *,
    day: date,
    version: str,
    open_cases: int,
    rounds: int,
) -> str:
    """Markdown. ``measured``: number of cases → subjects, the same for each; ``version``: PostgreSQL's.

    ``figures`` are those of the run as a whole.
    """
    introduction = INTRODUCTION.format(
        day=day,
        version=version,
        cores=os.cpu_count(),
        rounds=rounds,
        open_cases=spaced(open_cases),
    )
    same = all(
        len({one.pair.queries for one in line}) == 1
        for line in zip(*measured.values(), strict=True)
    )
    count = COUNT.format(answer="yes" if same else "NO")
    sizes = [*_against_bare(measured), "", *_growth(measured), "", count]
    return "\n".join([introduction, *sizes, ONCE, *_once(figures), ""])


def _against_bare(measured: Mapping[int, Sequence[Subject]]) -> list[str]:
    sizes = [f"{spaced(cases)} cases" for cases in measured]
    lines = [
        _line(["Times the bare way", "Queries", *sizes, "Mark", ""]),
        _line(["---"] * (4 + len(sizes))),
    ]
    for line in zip(*measured.values(), strict=True):
        name, mark = line[0].name, line[0].mark
        cells = [
            f"{one.pair.ratio:.2f} ({ms(one.pair.ours)} / {ms(one.pair.bare)})" for one in line
        ]
        held = all(one.pair.ratio <= mark for one in line)
        lines.append(
            _line([name, str(line[0].pair.queries or ""), *cells, f"≤ {mark}", _held(held)])
        )
    return lines


def _growth(measured: Mapping[int, Sequence[Subject]]) -> list[str]:
    smallest, largest = min(measured), max(measured)
    title = f"{spaced(largest)} cases, times {spaced(smallest)}"
    lines = [_line([title, "Growth", "Mark", ""]), _line(["---"] * 4)]
    for small, large in zip(measured[smallest], measured[largest], strict=True):
        if small.grows:
            growth = large.pair.measures / small.pair.measures
            held = _held(growth <= GROWTH_MARK)
            lines.append(_line([small.name, f"{growth:.2f}", f"≤ {GROWTH_MARK}", held]))
    return lines


def _once(figures: Sequence[Figure]) -> list[str]:
    lines = [_line(["Once a run", "Measured", "Mark", ""]), _line(["---"] * 4)]
    for one in figures:
        mark = f"{'≥' if one.at_least else '≤'} {one.mark}"
        lines.append(_line([one.name, f"{one.value:.2f} ({one.note})", mark, _held(one.held)]))
    return lines


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _held(held: bool) -> str:
    return "held" if held else "**not held**"


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def spaced(number: int) -> str:
    return f"{number:,}"
