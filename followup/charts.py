"""Bars as SVG, drawn on the server: every measure is an attribute, so that no style is needed.

Series are told apart by their filling, not by colour: filled, hatched, empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from followup.figures import Cell, Column, Shown


FILLS = ("empty", "hatched", "filled")  # the latest is filled

BAR_WIDTH, BAR_HEIGHT, GAP = 280, 14, 8
HIDDEN_WIDTH = 4  # the outline that stands for a hidden figure: not 0, and no measure


@dataclass(frozen=True)
class Bar:
    y: int
    width: int
    fill: str
    text: str
    text_x: int


@dataclass(frozen=True)
class Line:
    """A category: its label beside its bars."""

    label: str
    y: int
    bars: list[Bar]


@dataclass(frozen=True)
class Key:
    fill: str
    text: str
    x: int


@dataclass(frozen=True)
class Chart:
    code: str
    title: str
    keys: list[Key]
    lines: list[Line]
    height: int


def chart(table: Shown) -> Chart:
    """The table as bars: the latest year's first and last time, or the years beside each other."""
    places = _places(table.columns)
    fills = FILLS[-len(places) :] if len(places) != 2 else ("empty", "filled")
    most = max((cell.value or 0 for row in table.rows for cell in row.cells), default=0)
    top, lines = 2 * BAR_HEIGHT, []
    for row in table.rows:
        if all(row.cells[place].value is None for place in places):
            continue  # nothing to draw: the table says what it says
        cells = [row.cells[place] for place in places]
        bars = [
            _bar(cell, fill, top + n * BAR_HEIGHT, most)
            for n, (cell, fill) in enumerate(zip(cells, fills, strict=True))
        ]
        lines.append(Line(row.label, top + len(bars) * BAR_HEIGHT // 2 + 4, bars))
        top += len(bars) * BAR_HEIGHT + GAP
    keys = [
        Key(fill, _name(table.columns[place]), n * 150)
        for n, (place, fill) in enumerate(zip(places, fills, strict=True))
    ]
    return Chart(table.code, table.title, keys, lines, top)


def _places(columns: Sequence[Column]) -> list[int]:
    """Which columns are drawn: of what is asked twice the latest year alone."""
    last = len(columns) - 1
    return [last - 1, last] if columns[last].heading else list(range(len(columns)))


def _name(column: Column) -> str:
    return f"{column.heading} {column.year}".strip()


def _bar(cell: Cell, fill: str, y: int, most: int) -> Bar:
    if cell.value is None:
        return Bar(y, HIDDEN_WIDTH if cell.text != "–" else 0, "hidden", cell.text, 12)
    width = round(cell.value / most * BAR_WIDTH)
    return Bar(y, width, fill, cell.text, width + 6)
