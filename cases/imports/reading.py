"""From a file to lines of text: what can't be taken as it stands is named by its cell."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from openpyxl.utils import get_column_letter

from cases.imports.columns import BY_KEY, COLUMNS, PLACES, SHEET, WRITE_A_DAY, Column
from sig.lib.workbooks import CLOCK, HIDDEN, MERGED, CellText, Grid, Row, read_sheet


MOST = 10_000  # rows under the heads
SECONDS = 60  # the worker can wait

SERIAL = f"Cellen innehåller ett tal i stället för ett datum. {WRITE_A_DAY}"
A_DAY = "Cellen innehåller ett datum. Gör om kolumnen till text och skriv om värdet."
ROUNDED = "Excel har gjort om numret till ett avrundat tal. Gör om kolumnen till text och skriv hela numret."
ZERO_LOST = (
    "Numret har för få siffror: Excel tar bort nollor i början. Skriv hela numret, ÅÅÅÅMMDD-NNNN."
)

_POWER = re.compile(r"\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)


@dataclass
class Line(Row):
    """A row of the file: the text of each column, and what is wrong with it."""

    texts: dict[str, str]

    def blame(self, key: str, message: str) -> None:
        """Note a fault of a column."""
        self.blame_cell(PLACES[key], BY_KEY[key].head, message)


def read(content: bytes) -> list[Line]:
    """The lines of the file. Raises ``ValidationError`` when it can't be read as the template."""
    return lines_of(read_sheet(content, most=MOST, seconds=SECONDS, name=SHEET))


def lines_of(grid: Grid) -> list[Line]:
    """The lines of the sheet. Raises ``ValidationError`` as ``read`` does."""
    _require_heads(grid)
    grid.require_columns_shown()
    lines = [_line(number, cells, grid) for number, cells in grid.rows[1:]]
    if not lines:
        raise ValidationError(f"Bladet {SHEET} har inga rader under rubrikerna.")
    _blame_merged(lines, grid)
    return lines


def _require_heads(grid: Grid) -> None:
    number, cells = grid.rows[0] if grid.rows else (0, [])
    heads = [cell.text.strip() if cell else "" for cell in cells]
    if number != 1:
        raise ValidationError("Rubrikerna saknas på rad 1. Använd mallen som den är.")
    for place, column in enumerate(COLUMNS):
        found = heads[place] if place < len(heads) else ""
        if found.casefold() != column.head.casefold():
            raise ValidationError(
                f"Kolumn {get_column_letter(place + 1)} ska ha rubriken {column.head}. "
                "Använd mallens kolumner, i samma ordning."
            )
    if any(heads[len(COLUMNS) :]):
        raise ValidationError("Filen har fler kolumner än mallen. Ta bort dem som inte är mallens.")


def _line(number: int, cells: list[CellText | None], grid: Grid) -> Line:
    line = Line(number, {})
    padded = [*cells, *[None] * len(COLUMNS)]
    for column, cell in zip(COLUMNS, padded, strict=False):
        if cell:
            _take(line, column, cell)
    if any(padded[len(COLUMNS) :]):
        line.blame_row("Det står något till höger om mallens kolumner. Ta bort det.")
    if number in grid.hidden_rows:
        line.blame_row(HIDDEN)
    return line


def _take(line: Line, column: Column, cell: CellText) -> None:
    if problem := _problem(column, cell):
        line.blame(column.key, problem)
    else:
        line.texts[column.key] = cell.text.strip()


def _problem(column: Column, cell: CellText) -> str:
    """Why the cell can't be taken for what it shows."""
    if cell.problem:
        return cell.problem
    if column.is_day:
        return _problem_of_day(cell)
    if cell.kind == "d":
        return A_DAY
    return _problem_of_number(cell) if column.key == "number" else ""


def _problem_of_day(cell: CellText) -> str:
    if cell.kind == "n" or cell.text.strip().isdecimal():
        return SERIAL
    return f"{CLOCK} {WRITE_A_DAY}" if cell.kind == "d" and not cell.text else ""


def _problem_of_number(cell: CellText) -> str:
    text = cell.text.strip()
    if _POWER.fullmatch(text) or (cell.kind == "n" and not text.isdecimal()):
        return ROUNDED
    digits = re.sub(r"[-+\s]", "", text)
    return ZERO_LOST if digits.isdecimal() and len(digits) in (7, 8, 9, 11) else ""


def _blame_merged(lines: list[Line], grid: Grid) -> None:
    by_number = {line.number: line for line in lines}
    for number, place in grid.merged_cells(len(COLUMNS)):
        if line := by_number.get(number):
            line.blame(COLUMNS[place - 1].key, MERGED)
