"""The measurements as a table, for the screen and for docs/benchmarks.md."""

import os
from collections.abc import Mapping, Sequence
from datetime import date

from sig.bench.subjects import Subject


GROWTH_MARK = 1.5  # the largest caseload, at most so many times the smallest

INTRODUCTION = """\
# Benchmarks

Made by `./dev bench` on {day}: PostgreSQL {version}, {cores} cores, {rounds} rounds.

Each line is what the site does beside the bare way to the same answer, in turns, in one run. SQL is
timed through a plain psycopg cursor as the application's role, with row-level security on; the bare
query is written by hand with literal ids (`sig/bench/bare.py`) and must find the same cases. Writes
to the log are in neither side of lists and Min dag, and in both of the sweep. The plan has its
queries and its template in it; the bare one is WeasyPrint alone, from HTML that is already there.

Every caseload has {open_cases} open cases, spread over the stadsdelar; what grows is the closed
ones, as over the years. `--open` changes that. A ratio is the median of the rounds' own ratios, the
milliseconds are medians (ours / bare). Ratios carry over to other machines, milliseconds don't.
"""

COUNT = "The number of queries is the same at every size: {answer}.\n"


def report(
    measured: Mapping[int, Sequence[Subject]],
    *,
    day: date,
    version: str,
    open_cases: int,
    rounds: int,
) -> str:
    """Markdown. ``measured``: number of cases → subjects, the same for each; ``version``: PostgreSQL's."""
    introduction = INTRODUCTION.format(
        day=day,
        version=version,
        cores=os.cpu_count(),
        rounds=rounds,
        open_cases=_spaced(open_cases),
    )
    same = all(
        len({one.pair.queries for one in line}) == 1
        for line in zip(*measured.values(), strict=True)
    )
    count = COUNT.format(answer="yes" if same else "NO")
    return "\n".join([introduction, *_against_bare(measured), "", *_growth(measured), "", count])


def _against_bare(measured: Mapping[int, Sequence[Subject]]) -> list[str]:
    sizes = [f"{_spaced(cases)} cases" for cases in measured]
    lines = [
        _line(["Times the bare way", "Queries", *sizes, "Mark", ""]),
        _line(["---"] * (4 + len(sizes))),
    ]
    for line in zip(*measured.values(), strict=True):
        name, mark = line[0].name, line[0].mark
        cells = [
            f"{one.pair.ratio:.2f} ({_ms(one.pair.ours)} / {_ms(one.pair.bare)})" for one in line
        ]
        held = all(one.pair.ratio <= mark for one in line)
        lines.append(
            _line([name, str(line[0].pair.queries or ""), *cells, f"≤ {mark}", _held(held)])
        )
    return lines


def _growth(measured: Mapping[int, Sequence[Subject]]) -> list[str]:
    smallest, largest = min(measured), max(measured)
    title = f"{_spaced(largest)} cases, times {_spaced(smallest)}"
    lines = [_line([title, "Growth", "Mark", ""]), _line(["---"] * 4)]
    for small, large in zip(measured[smallest], measured[largest], strict=True):
        if small.grows:
            growth = large.pair.ours / small.pair.ours
            held = _held(growth <= GROWTH_MARK)
            lines.append(_line([small.name, f"{growth:.2f}", f"≤ {GROWTH_MARK}", held]))
    return lines


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _held(held: bool) -> str:
    return "held" if held else "**not held**"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _spaced(number: int) -> str:
    return f"{number:,}"
