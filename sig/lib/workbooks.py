"""Excel files from outside: the cells of one sheet, read in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from openpyxl.utils import get_column_letter

from sig.lib.text import clean
from sig.lib.uploads import LIMIT


READER = Path(__file__).with_name("workbook_reader.py")

REFUSALS = {
    "empty": "Filen är tom.",
    "password": "Filen är låst med lösenord. Spara den utan lösenord och försök igen.",
    "old": "Filen är en äldre Excel-fil (.xls). Öppna den i Excel och spara den som .xlsx.",
    "unknown": "Filen är ingen Excel-fil. Öppna den i Excel och spara den som .xlsx.",
    "broken": "Filen är skadad och går inte att läsa. Öppna den i Excel och spara den på nytt.",
    "heavy": "Filen är för tung att läsa. Ta bort bilder och annat än raderna, eller dela upp den.",
    "hidden": "Filen har ett dolt blad. Visa det i Excel, eller ta bort det.",
    "sheets": "Filen har flera blad. Spara bladet med tabellen i en egen fil.",
    "columns": "Bladet har för många kolumner. Gränsen är 30, med de tomma som har formatering.",
    "blank": "Bladet är tomt.",
}

FORMULA = "Cellen innehåller en formel. Kopiera cellen och klistra in den som värde."
FAULTY = "Cellen visar ett fel i Excel. Skriv värdet."
TRUTH = "Cellen innehåller SANT eller FALSKT. Skriv värdet som text."
MERGED = "Cellen är sammanslagen med andra. Dela upp den, och fyll i varje rad för sig."
HIDDEN = "Raden är dold. Visa den, eller ta bort den ur filen."
CLOCK = "Cellen innehåller ett klockslag."

_NEVER = {"f": FORMULA, "e": FAULTY, "b": TRUTH}


@dataclass(frozen=True)
class CellText:
    """What stands in a cell. ``kind``: s text, n number, d date, f formula, b truth, e error.

    A date is written 2026-10-20, and is empty when the cell holds a time of day too.
    """

    kind: str
    text: str

    @property
    def problem(self) -> str:
        """Why it can't be taken for what it shows, whatever its column; empty when it can."""
        return _NEVER.get(self.kind, "")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell, and what to do. ``column`` is its head; empty for the whole row."""

    column: str
    cell: str
    message: str


@dataclass
class Row:
    """A row of a file: its number there, and what is wrong with it."""

    number: int
    faults: list[Fault] = field(default_factory=list, kw_only=True)

    def blame_cell(self, place: int, column: str, message: str) -> None:
        """Note a fault of the cell in column ``place``; of two in one cell the first says enough."""
        fault = Fault(column, f"{get_column_letter(place)}{self.number}", message)
        if fault.cell not in {known.cell for known in self.faults}:
            self.faults.append(fault)

    def blame_row(self, message: str, column: str = "") -> None:
        """Note a fault of the whole row, or of a column that the file doesn't have."""
        self.faults.append(Fault(column, f"rad {self.number}", message))


@dataclass
class PlainRow(Row):
    """The text of each cell, from the first column on."""

    texts: list[str]


@dataclass(frozen=True)
class Grid:
    """A sheet as it was read. Rows and columns are counted from 1; rows without text are left out."""

    rows: list[tuple[int, list[CellText | None]]]
    hidden_rows: set[int]
    hidden_columns: set[int]
    merged: list[tuple[int, int, int, int]]  # first column, first row, last column, last row

    def require_columns_shown(self) -> None:
        """Nothing is read that its sender may not have seen. Raises ``ValidationError``."""
        used = {
            place for _, cells in self.rows for place, cell in enumerate(cells, start=1) if cell
        }
        hidden = [get_column_letter(place) for place in sorted(used & self.hidden_columns)]
        if hidden:
            raise ValidationError(f"Kolumn {', '.join(hidden)} är dold. Visa den i Excel.")

    def plain_rows(self) -> list[PlainRow]:
        """The text of every row, with what is more than plain cells as its faults.

        The first row holds the heads. Raises ``ValidationError`` as ``require_columns_shown`` does.
        """
        self.require_columns_shown()
        rows = [PlainRow(number, [_text(cell) for cell in cells]) for number, cells in self.rows]
        heads = rows[0].texts if rows else []
        for row, (_, cells) in zip(rows, self.rows, strict=True):
            if row.number in self.hidden_rows:
                row.blame_row(HIDDEN)
            for place, cell in enumerate(cells, start=1):
                if cell and (problem := cell.problem or _clock(cell)):
                    row.blame_cell(place, _head(heads, place), problem)
        by_number = {row.number: row for row in rows}
        for number, place in self.merged_cells(len(heads)):
            by_number[number].blame_cell(place, _head(heads, place), MERGED)
        return rows

    def merged_cells(self, width: int) -> Iterator[tuple[int, int]]:
        """Row and column of each merged cell, in the rows with text and the first columns.

        A merged area may go on for a million rows.
        """
        for first_column, first_row, last_column, last_row in self.merged:
            for number, _ in self.rows:
                if first_row <= number <= last_row:
                    for place in range(first_column, min(last_column, width) + 1):
                        yield number, place


class WorkbookField(forms.FileField):
    """An Excel file, as its bytes. What is in it isn't looked at here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ".xlsx"
        self.error_messages |= {"required": "Välj en fil.", "empty": REFUSALS["empty"]}

    def to_python(self, data: Any) -> Any:
        if data is not None and data.size and data.size > LIMIT:
            size = f"{data.size / 1024 / 1024:.1f}".replace(".", ",")
            raise ValidationError(f"Filen är {size} MB. Gränsen är 10 MB.")
        upload = super().to_python(data)
        return upload.read() if upload else upload


def read_sheet(content: bytes, *, most: int, seconds: int, name: str = "") -> Grid:
    """The sheet ``name`` of the workbook; without a name it must have one sheet alone.

    At most ``most`` rows under the heads are read, for at most ``seconds``. Raises
    ``ValidationError`` with the sentence to show.
    """
    answer, _, found = _run(content, name, most + 1, seconds).partition(b"\n")
    code = answer.decode()
    if code == "ok":
        return _grid(json.loads(found))
    raise ValidationError(_sentence(code, name, most))


def _run(content: bytes, name: str, most: int, seconds: int) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-W", "ignore", str(READER), name, str(most), str(seconds)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return b"heavy"
    return b"heavy" if done.returncode else done.stdout


def _text(cell: CellText | None) -> str:
    return cell.text if cell else ""


def _head(heads: list[str], place: int) -> str:
    return heads[place - 1] if place <= len(heads) else ""


def _clock(cell: CellText) -> str:
    return f"{CLOCK} Skriv värdet som text." if cell.kind == "d" and not cell.text else ""


def _sentence(code: str, name: str, most: int) -> str:
    if code == "sheet":
        return f"Filen har inget blad som heter {name}. Använd mallen."
    if code == "rows":
        limit = f"{most:,}".replace(",", " ")
        return (
            f"Bladet har fler rader än {limit}. Dela upp filen. "
            "Räknas tomma rader längst ner: markera dem i Excel och ta bort dem."
        )
    return REFUSALS.get(code, REFUSALS["heavy"])


def _grid(found: dict[str, list]) -> Grid:
    return Grid(
        rows=[
            (
                number,
                [CellText(cell[0], clean(cell[1]).strip()) if cell else None for cell in cells],
            )
            for number, cells in found["rows"]
        ],
        hidden_rows=set(found["hidden_rows"]),
        hidden_columns=set(found["hidden_columns"]),
        merged=[(area[0], area[1], area[2], area[3]) for area in found["merged"]],
    )
