"""The tables as files to take along: the small numbers are always hidden there (R44)."""

from collections.abc import Iterable

from followup.statistics.tables import Row, Table
from sig.lib.sheets import Cell, Sheet


HEADS = ("Antal", "Av", "Uppgift saknas")


def as_sheets(tables: Iterable[Table], period: str) -> list[Sheet]:
    """A sheet for each table. ``period`` says in words which days it counts."""
    return [
        Sheet(
            table.title,
            ["", *HEADS],
            [[row.label, *_cells(table, row)] for row in table.rows],
            [note for note in (period, table.denominator, table.note) if note],
        )
        for table in tables
    ]


def as_one_sheet(tables: Iterable[Table], period: str) -> Sheet:
    """Every table after the other, a row for each figure."""
    rows: list[list[Cell]] = [
        [table.title, row.label, *_cells(table, row), period]
        for table in tables
        for row in table.rows
    ]
    return Sheet("Statistik", ["Tabell", "Rad", *HEADS, "Period"], rows)


def _cells(table: Table, row: Row) -> list[Cell]:
    """The figure, its denominator and what is missing; a word where the number is hidden."""
    number = row.words if row.hidden or row.number is None else row.number
    if row.hidden and not table.parts:
        return [number, row.words, row.words]
    return [number, row.words if table.hidden else row.of, row.missing]
