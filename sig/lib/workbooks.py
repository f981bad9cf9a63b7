"""Excel files from outside: the cells of one sheet, read in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sig.lib.uploads import LIMIT


READER = Path(__file__).with_name("workbook_reader.py")
SECONDS = 60

REFUSALS = {
    "empty": "Filen är tom.",
    "password": "Filen är låst med lösenord. Spara den utan lösenord och försök igen.",
    "old": "Filen är en äldre Excel-fil (.xls). Öppna den i Excel och spara den som .xlsx.",
    "unknown": "Filen är ingen Excel-fil. Fyll i mallen i Excel och spara den som .xlsx.",
    "broken": "Filen är skadad och går inte att läsa. Öppna den i Excel och spara den på nytt.",
    "heavy": "Filen är för tung att läsa. Ta bort bilder och annat än raderna, eller dela upp den.",
    "columns": "Bladet har för många kolumner. Använd mallen som den är.",
    "blank": "Bladet är tomt.",
}


@dataclass(frozen=True)
class CellText:
    """What stands in a cell. ``kind``: s text, n number, d date, f formula, b truth, e error.

    A date is written 2026-10-20, and is empty when the cell holds a time of day too.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A sheet as it was read. Rows and columns are counted from 1; rows without text are left out."""

    rows: list[tuple[int, list[CellText | None]]]
    hidden_sheets: list[str]
    hidden_rows: set[int]
    hidden_columns: set[int]
    merged: list[tuple[int, int, int, int]]  # first column, first row, last column, last row


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


def read_sheet(content: bytes, name: str, most: int) -> Grid:
    """The sheet ``name`` of the workbook, with at most ``most`` rows.

    Raises ``ValidationError`` with the sentence to show.
    """
    answer, _, found = _run(content, name, most).partition(b"\n")
    code = answer.decode()
    if code == "ok":
        return _grid(json.loads(found))
    raise ValidationError(_sentence(code, name, most))


def _run(content: bytes, name: str, most: int) -> bytes:
    try:
        return subprocess.run(
            [sys.executable, "-I", "-W", "ignore", str(READER), name, str(most)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        ).stdout
    except subprocess.TimeoutExpired:
        return b"heavy"


def _sentence(code: str, name: str, most: int) -> str:
    if code == "sheet":
        return f"Filen har inget blad som heter {name}. Använd mallen."
    if code == "rows":
        limit = f"{most - 1:,}".replace(",", " ")
        return (
            f"Bladet {name} har fler rader än {limit}. Dela upp filen. "
            "Räknas tomma rader längst ner: markera dem i Excel och ta bort dem."
        )
    return REFUSALS.get(code, REFUSALS["heavy"])


def _grid(found: dict[str, list]) -> Grid:
    return Grid(
        rows=[
            (number, [CellText(*cell) if cell else None for cell in cells])
            for number, cells in found["rows"]
        ],
        hidden_sheets=found["hidden_sheets"],
        hidden_rows=set(found["hidden_rows"]),
        hidden_columns=set(found["hidden_columns"]),
        merged=[(area[0], area[1], area[2], area[3]) for area in found["merged"]],
    )
