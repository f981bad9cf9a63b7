"""The released tables in the shape that the city's page shows: words, figures, and what is hidden."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from followup.cells import HIDDEN, Counts, Figure, size
from followup.cubes import (
    COMPLETENESS,
    MISSING,
    STADSDEL,
    UNNAMED,
    Cube,
    Topic,
    as_now,
    progress_of,
)
from followup.models import Progress, Release
from sig.lib.dates import swedish


ABSENT = "–"  # the stadsdel wasn't there in the year, or the table isn't released
SHOWN_YEARS = 3


@dataclass(frozen=True)
class Cell:
    """A figure as it is read. ``value`` is None when it is hidden: never 0."""

    text: str
    value: int | None = None
    share: str = ""

    @property
    def hidden(self) -> bool:
        return self.text == HIDDEN


@dataclass(frozen=True)
class Column:
    """One cube and year: how many it counts, and when it was released."""

    year: int
    heading: str
    total: Cell
    released_on: date | None


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]
    is_part: bool = False  # of the row above: a stadsdel as then


@dataclass(frozen=True)
class Shown:
    """A table with its title and period. ``missing`` says in words what nobody has answered."""

    code: str
    title: str
    columns: list[Column]
    rows: list[Row]
    missing: str

    @property
    def most(self) -> int:
        """The largest figure that is shown: the longest bar."""
        return max((cell.value or 0 for row in self.rows for cell in row.cells), default=0)

    @property
    def released(self) -> str:
        """When the columns were released, each day once with its years."""
        days: dict[date, dict[int, None]] = {}
        for column in self.columns:
            if column.released_on:
                days.setdefault(column.released_on, {})[column.year] = None
        if len(days) == 1:
            return swedish(next(iter(days)), year=True)
        return ", ".join(
            f"{swedish(day, year=True)} ({', '.join(str(year) for year in years)})"
            for day, years in days.items()
        )


class Book:
    """The latest version of every released table."""

    def __init__(self, releases: Iterable[Release]) -> None:
        self._latest: dict[tuple[str, int], Release] = {}
        for release in releases:  # the latest version of each comes first
            self._latest.setdefault((release.cube, release.year), release)

    def years(self, *cubes: str) -> list[int]:
        """The latest years that one of the cubes is released for, the latest last."""
        found = {year for cube, year in self._latest if cube in cubes}
        return sorted(found)[-SHOWN_YEARS:]

    def counts(self, cube: str, year: int) -> Counts:
        """The categories of the table: none when it isn't released. Never shown as they stand."""
        release = self._latest.get((cube, year))
        return release.counts if release else {}

    def column(self, cube: str, year: int, heading: str = "") -> Column:
        release = self._latest.get((cube, year))
        total = self.cell(cube, year, frozenset(self.counts(cube, year)))
        return Column(year, heading, total, release.released_on if release else None)

    def cell(self, cube: str, year: int, figure: Figure) -> Cell:
        """A figure of the table, and its share of all that the table counts."""
        release = self._latest.get((cube, year))
        if release is None or not figure or not figure <= set(release.counts):
            return Cell(ABSENT)
        if sorted(figure) not in release.shown:
            return Cell(HIDDEN)
        value = size(figure, release.counts)
        everybody = size(frozenset(release.counts), release.counts)
        return Cell(str(value), value, f"{value / everybody * 100:.0f} %")


def topic_table(book: Book, topic: Topic) -> Shown:
    """The topic with a column for each year, or two: the first time and the last."""
    years = book.years(*(cube.code for cube in topic.cubes))
    pairs = [(cube, year) for year in years for cube in topic.cubes]
    rows = [
        Row(label, [book.cell(cube.code, year, frozenset({category})) for cube, year in pairs])
        for category, label in topic.cubes[0].labels.items()
    ]
    return Shown(
        code=topic.cubes[0].code,
        title=topic.title,
        columns=[book.column(cube.code, year, cube.heading) for cube, year in pairs],
        rows=[row for row in rows if any(cell.text != ABSENT for cell in row.cells)],
        missing=_missing(topic.cubes[0]),
    )


def _missing(cube: Cube) -> str:
    if MISSING in cube.labels:
        return f"De som saknar uppgift räknas med, på raden ”{cube.labels[MISSING]}”."
    return "Uppgiften finns för alla som räknas."


def stadsdel_table(book: Book, successors: Mapping[str, str]) -> Shown:
    """Pairs by stadsdel: as now, and under each the stadsdelar that it was made of, as then."""
    years = book.years(STADSDEL)
    categories = {name for year in years for name in book.counts(STADSDEL, year)}
    rows = []
    for now, then in _rolled_up(categories - {UNNAMED}, successors):
        rows.append(Row(now, [_together(book, year, now, successors) for year in years]))
        for name in then if then != [now] else []:
            cells = [book.cell(STADSDEL, year, frozenset({name})) for year in years]
            rows.append(Row(name, cells, is_part=True))
    unnamed = [book.cell(STADSDEL, year, frozenset({UNNAMED})) for year in years]
    rows.append(Row("Stadsdelen utelämnad", unnamed))
    return Shown(
        code=STADSDEL,
        title="Par av bedömningar per stadsdel",
        columns=[book.column(STADSDEL, year) for year in years],
        rows=rows,
        missing="En stadsdel med för få under året har skickat utan namn: ”Stadsdelen utelämnad”.",
    )


def _rolled_up(names: Iterable[str], successors: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Each stadsdel of today with those of then that it answers for, by name."""
    merged: dict[str, list[str]] = {}
    for name in sorted(names):
        merged.setdefault(as_now(name, successors), []).append(name)
    return sorted(merged.items())


def _together(book: Book, year: int, now: str, successors: Mapping[str, str]) -> Cell:
    names = book.counts(STADSDEL, year)
    return book.cell(
        STADSDEL, year, frozenset(name for name in names if as_now(name, successors) == now)
    )


@dataclass(frozen=True)
class Completeness:
    """How far the assessments of a year's enrolled have come, by stadsdel."""

    column: Column
    headings: Sequence[str]
    rows: list[Row]


def completeness_table(book: Book, year: int, successors: Mapping[str, str]) -> Completeness:
    """By stadsdel as now, and under each as then: how many were enrolled, and how far they came."""
    names = {category.partition("|")[0] for category in book.counts(COMPLETENESS, year)}
    rows = []
    for now, then in _rolled_up(names, successors):
        if then != [now]:
            rows.append(Row(now, _merged(book, year, then)))
        rows += [Row(name, _progress(book, year, name), then != [now]) for name in then]
    return Completeness(
        column=book.column(COMPLETENESS, year),
        headings=["Inskrivna", *(progress.label for progress in Progress)],
        rows=rows,
    )


def _everybody(names: Iterable[str]) -> Figure:
    return frozenset(progress_of(name, progress) for name in names for progress in Progress)


def _merged(book: Book, year: int, names: list[str]) -> list[Cell]:
    """The stadsdel as now: how many, and no more, since its parts say how far they came."""
    return [book.cell(COMPLETENESS, year, _everybody(names)), *[Cell(ABSENT)] * len(Progress)]


def _progress(book: Book, year: int, name: str) -> list[Cell]:
    figures = [_everybody([name]), *(frozenset({progress_of(name, p)}) for p in Progress)]
    return [book.cell(COMPLETENESS, year, figure) for figure in figures]
