"""Arranging for the import: a file of cases as somebody fills in the template."""

import io
from datetime import date, timedelta
from typing import Any

import xlsxwriter

from cases.imports.columns import COLUMNS, SHEET
from sig.lib.dates import today
from sig.lib.personnummer import check_digit


def ago(days: int) -> str:
    return (today() - timedelta(days=days)).isoformat()


RIGHT = {
    "first_name": "Kim",
    "last_name": "Provexempel",
    "programme": "SIG unga",
    "step": "Genomföra",
    "received_on": ago(300),
    "kind": "Ansökan",
    "route": "Skola",
    "enrolled_on": ago(280),
    "executed_on": ago(270),
    "met_on": ago(20),
    "lots": "lotta",
    "colleague": "sam",
    "main_system_number": "123/26",
    "reference": "A-17",
    "note": "Går i nian.",
}


def number_of(place: int) -> str:
    """A personnummer with a right check digit, another for each place."""
    born = date(2008, 1 + place // 28 % 12, 1 + place % 28)
    nine = f"{born:%y%m%d}{980 + place // 336 % 20:03}"
    return f"20{nine}{check_digit(nine)}"


def rows(count: int, **changes: Any) -> list[dict[str, Any]]:
    return [RIGHT | {"number": number_of(place)} | changes for place in range(count)]


def book(lines: list[dict[str, Any]], *, sheet: str = SHEET, touch: Any = None) -> bytes:
    """The workbook; a value that is no text is written as Excel does. ``touch`` gets the sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        page = made.add_worksheet(sheet)
        page.write_row(0, 0, [column.head for column in COLUMNS])
        for number, line in enumerate(lines, start=1):
            for place, column in enumerate(COLUMNS):
                _write(page, number, place, line.get(column.key, ""), day)
        if touch:
            touch(made, page)
    return out.getvalue()


def _write(page: Any, number: int, place: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        page.write_datetime(number, place, value, day)
    elif isinstance(value, str) and not value.startswith("="):
        page.write_string(number, place, value)
    else:
        page.write(number, place, value)
