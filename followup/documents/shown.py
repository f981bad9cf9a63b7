"""How a figure of the report is put in words: out of how many, what is missing, what isn't shown."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.conf import settings

from cases.models import Outcome
from followup.annual import Line, Table
from followup.cells import HIDDEN, protect
from followup.models.answers import Suspicion
from followup.statistics import Breakdown, Count, Figure, People


MISSING = "uppgift saknas"

# Cells by name, whose sum is printed beside them → the names of those that aren't shown (R44).
Hide = Callable[[Mapping[str, int]], Collection[str]]


def small_cells(cells: Mapping[str, int]) -> set[str]:
    """Those that are small, and those that they would follow from, for the sum stands beside (R44).

    Not zero: that a stadsdel has nobody tells of nobody.
    """
    counts = {name: number for name, number in cells.items() if number}
    alone = {name: frozenset([name]) for name in counts}
    figures = [frozenset(counts), *alone.values()]
    shown = protect(figures, counts, settings.SMALL_CELL_THRESHOLD)
    return {name for name, figure in alone.items() if figure not in shown}


@dataclass(frozen=True)
class Cell:
    """A number in words. ``length`` is that of its bar; None when it isn't shown."""

    label: str
    text: str
    length: int | None = None

    @property
    def hidden(self) -> bool:
        return self.length is None


@dataclass(frozen=True)
class Row:
    """A stadsdel in the report's tables. Reasons and suspicions are empty unless they are public."""

    name: str
    words: str
    in_report: bool
    youths: Cell
    ages: str
    ended: str
    sentenced: str
    reasons: str
    suspicions: str


def is_public(figures: People) -> bool:
    """Whether all is history that has been published before."""
    return figures.imported == figures.youths


def rows(table: Table, hide: Hide) -> list[Row]:
    """The stadsdelar, with the small cells of each column hidden."""
    own = [line for line in table.lines if not is_public(line.figures)]
    hidden = {
        "youths": hide({line.name: line.figures.youths for line in own}),
        "ended": _either({line.name: line.figures.ended for line in own}, hide),
        "sentenced": _either({line.name: line.figures.sentenced for line in own}, hide),
    }
    return [_row(line, hidden) for line in table.lines]


def _either(counts: Mapping[str, Count], hide: Hide) -> set[str]:
    """Those with few of whom it is true, or few of whom it isn't: both are read from "3 av 8"."""
    yes = {name: count.yes for name, count in counts.items()}
    no = {name: count.known - count.yes for name, count in counts.items()}
    return {*hide(yes), *hide(no)}


def _row(line: Line, hidden: Mapping[str, Collection[str]]) -> Row:
    figures = line.figures
    few = line.name in hidden["youths"]
    detailed = figures.youths > 0 and is_public(figures)
    return Row(
        name=line.name,
        words=line.words,
        in_report=line.in_report,
        youths=_cell(line.name, figures.youths, few),
        ages=HIDDEN if few else _ages(figures),
        ended=share(figures.ended, few or line.name in hidden["ended"]),
        sentenced=share(figures.sentenced, few or line.name in hidden["sentenced"]),
        reasons=listed(figures.reasons, Outcome) if detailed else "",
        suspicions=listed(figures.suspicions, Suspicion) if detailed else "",
    )


def _cell(label: str, number: int, hidden: bool) -> Cell:
    if not hidden:
        return Cell(label, str(number), number)
    return Cell(label, HIDDEN)


def _ages(figures: People) -> str:
    ages = figures.ages
    if ages.low is None:
        return "–" if figures.youths == 0 else MISSING
    return f"{ages.low} år" if ages.low == ages.high else f"{ages.low}–{ages.high} år"


def share(count: Count, hidden: bool = False) -> str:
    """ "3 av 8", with what is missing; a hidden one says so instead."""
    if count.denominator == 0:
        return "–"
    if hidden:
        return HIDDEN
    if count.is_unknown:
        return MISSING
    missing = f", saknas för {count.missing}" if count.missing else ""
    return f"{count.yes} av {count.known}{missing}"


def listed(figure: Breakdown, codes: type[Outcome] | type[Suspicion]) -> str:
    """A breakdown in one cell: "Avslutad enligt plan 2; avvikit, okänd ort 1"."""
    said = [
        f"{_lowered(str(code.label))} {figure.counts[code]}"
        for code in codes
        if code in figure.counts
    ]
    if figure.missing:
        said.append(f"{MISSING} {figure.missing}")
    words = "; ".join(said) or "–"
    return words[0].upper() + words[1:]


def _lowered(label: str) -> str:
    return label[0].lower() + label[1:]


def breakdown(counts: Mapping[str, int], missing: int, hide: Hide, public: bool) -> list[Cell]:
    """The lines of a breakdown, and last what is missing."""
    cells = dict(counts) | ({"Uppgift saknas": missing} if missing else {})
    hidden = () if public else hide(cells)
    return [_cell(label, number, label in hidden) for label, number in cells.items()]


def by_label(figure: Breakdown, codes: type[Outcome] | type[Suspicion]) -> dict[str, int]:
    """The counts of a breakdown under the words of their codes, in the order of the list."""
    return {str(code.label): figure.counts[code] for code in codes if code in figure.counts}


def known(figure: Figure, hide: Hide, public: bool) -> str:
    """Of how many something is known, "8 av 11"; nothing that tells what is hidden."""
    parts = {"known": figure.known, "missing": figure.missing}
    if not public and hide(parts):
        return "några av dem"
    return f"{figure.known} av de {figure.denominator}"


def whole(number: int, hide: Hide, public: bool) -> bool:
    """Whether a sum for the whole city must be hidden."""
    return not public and bool(hide({"city": number}))
