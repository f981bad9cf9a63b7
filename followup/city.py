"""Everything that is released of the city, in the order of its page, and the same as files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from followup.central import book, successors
from followup.cubes import COMPLETENESS, GROUPS
from followup.figures import (
    Cell,
    Completeness,
    Row,
    Shown,
    completeness_table,
    stadsdel_table,
    topic_table,
)
from sig.lib.dates import swedish
from sig.lib.sheets import Cell as Value
from sig.lib.sheets import Sheet


READ_SO = (
    "”döljs” betyder att talet är för litet, eller att det tillsammans med de andra visar ett för "
    "litet tal. Det betyder inte noll."
)


@dataclass(frozen=True)
class City:
    """The tables: how complete the years are, the pairs by stadsdel, and the topics by heading."""

    completeness: list[Completeness]
    stadsdelar: Shown
    groups: list[tuple[str, list[Shown]]]

    @classmethod
    def read(cls) -> Self:
        """As the central role. There are no filters: two of them could be subtracted (R44)."""
        released, merged = book(), successors()
        years = reversed(released.years(COMPLETENESS))
        topics = {
            title: [topic_table(released, topic) for topic in topics]
            for title, topics in GROUPS.items()
        }
        return cls(
            completeness=[completeness_table(released, year, merged) for year in years],
            stadsdelar=stadsdel_table(released, merged),
            groups=[
                (title, [one for one in found if one.columns]) for title, found in topics.items()
            ],
        )

    def sheets(self) -> list[Sheet]:
        """A sheet for each table, numbered in the order of the page."""
        found = [*map(_of_completeness, self.completeness), *map(_of_table, self._tables())]
        return [
            Sheet(f"{number} {sheet.name}", sheet.heads, sheet.rows, sheet.notes)
            for number, sheet in enumerate(found, start=1)
        ]

    def _tables(self) -> Iterator[Shown]:
        if self.stadsdelar.columns:
            yield self.stadsdelar
        for _, tables in self.groups:
            yield from tables


def _of_completeness(table: Completeness) -> Sheet:
    released = table.column.released_on
    notes = [f"Släppt {swedish(released, year=True)}.", READ_SO] if released else [READ_SO]
    name = f"Inskrivna {table.column.year}"
    return Sheet(name, ["Stadsdel", *table.headings], [_row(row) for row in table.rows], notes)


def _of_table(table: Shown) -> Sheet:
    heads = ["", *(f"{column.year} {column.heading}".strip() for column in table.columns)]
    everybody: list[Value] = ["Alla", *(_value(column.total) for column in table.columns)]
    rows = [everybody, *(_row(row) for row in table.rows)]
    return Sheet(table.title, heads, rows, [table.missing, f"Släppt {table.released}.", READ_SO])


def _row(row: Row) -> list[Value]:
    label = f"varav {row.label}" if row.is_part else row.label
    return [label, *(_value(cell) for cell in row.cells)]


def _value(cell: Cell) -> Value:
    """The number, or the word that stands for one: never a zero in its place."""
    return cell.text if cell.value is None else cell.value
