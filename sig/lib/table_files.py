"""Workbooks from outside: the plain cells of one sheet, or why they can't be read."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sig.lib.text import clean
from sig.lib.uploads import LIMIT


SECONDS = 20
READER = Path(__file__).with_name("table_reading.py")

REFUSALS = {
    "unknown": "Filen är ingen Excelfil (.xlsx). Spara den som Excelarbetsbok och försök igen.",
    "broken": "Filen är skadad eller låst. Spara den på nytt utan lösenord och försök igen.",
    "heavy": "Filen är för tung att läsa. Spara bara tabellen i en ny fil.",
    "hidden": "Filen har dolda blad, rader eller kolumner. Visa eller ta bort dem först.",
    "sheets": "Filen har flera blad. Spara bladet med tabellen i en egen fil.",
    "rows": "Tabellen är för stor. Gränsen är 1 000 rader och 30 kolumner.",
    "merged": "Filen har sammanfogade celler. Dela upp dem först.",
    "formula": "Filen har formler. Klistra in cellerna som värden först.",
}


class TableFileField(forms.FileField):
    """An Excel file, as its rows of text. Anything but plain cells is refused in words at the field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ".xlsx"
        self.error_messages |= {"required": "Välj en fil.", "empty": "Filen är tom."}

    def to_python(self, data: Any) -> Any:
        if data is not None and data.size and data.size > LIMIT:
            raise ValidationError("Filen är för stor. Gränsen är 10 MB.")
        upload = super().to_python(data)
        return read_table(upload.read()) if upload else upload


def read_table(content: bytes) -> list[list[str]]:
    """The rows of the workbook's one sheet. Raises ``ValidationError`` with the sentence to show."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ValidationError(REFUSALS["heavy"]) from None
    if done.returncode or not done.stdout:
        raise ValidationError(REFUSALS["heavy"])
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise ValidationError(REFUSALS[answer["refused"]])
    return [[clean(cell).replace("\0", "") for cell in row] for row in answer["rows"]]
