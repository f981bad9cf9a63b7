"""Run as a program of its own: an Excel file on stdin, the cells of one sheet as JSON on stdout.

Files from outside are opened here alone, where a file made to eat memory or time takes nothing with
it but this process. The answer is a line, "ok" or why it was refused, and then the JSON. It imports
nothing of the product.
"""

import json
import resource
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet


MEMORY = 1024**3  # bytes
UNPACKED = 60 * 1024 * 1024  # bytes: some five times what the longest file allowed needs
PARTS = 500  # files in the package
COLUMNS = 30

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old .xls, and also a workbook behind a password
PASSWORD = "EncryptedPackage".encode("utf-16-le")


class Refused(Exception):
    """Carries the code of a sentence in sig/lib/workbooks.py."""


def check_package(content: bytes) -> None:
    """What the file is, its first bytes say: never its name. And how large it is unpacked."""
    if not content.strip():
        raise Refused("empty")
    if content.startswith(OLE):
        raise Refused("password" if PASSWORD in content else "old")
    if not content.startswith(b"PK\x03\x04"):
        raise Refused("unknown")
    # A part that is longer than the package says is cut off at what it says.
    parts = zipfile.ZipFile(BytesIO(content)).infolist()
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Refused("unknown")
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Refused("heavy")


def read(content: bytes, name: str, most: int) -> dict[str, Any]:
    """The sheet ``name``, or the only one when it is empty, of at most ``most`` rows."""
    check_package(content)
    title = _walk_through(content, name, most)
    page = load_workbook(BytesIO(content), keep_links=False)[title]
    return {
        "rows": _rows(page),
        "hidden_rows": [number for number, row in page.row_dimensions.items() if row.hidden],
        "hidden_columns": _hidden_columns(page),
        "merged": [list(area.bounds) for area in page.merged_cells.ranges],
    }


def _walk_through(content: bytes, name: str, most: int) -> str:
    """The sheet's name. Nothing of it is kept; it stops where the sheet is larger than allowed."""
    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    if any(page.sheet_state != "visible" for page in book.worksheets):
        raise Refused("hidden")
    title = _title(book.sheetnames, name)
    count = 0
    for count, row in enumerate(book[title].iter_rows(), start=1):
        if count > most:
            raise Refused("rows")
        if len(row) > COLUMNS:
            raise Refused("columns")
    if not count:
        raise Refused("blank")
    return title


def _title(titles: list[str], name: str) -> str:
    if name and name not in titles:
        raise Refused("sheet")
    if not name and len(titles) != 1:
        raise Refused("sheets")
    return name or titles[0]


def _rows(page: Worksheet) -> list[Any]:
    rows = []
    for number, row in enumerate(page.iter_rows(), start=1):
        cells = [_cell(one) for one in row]
        if any(cells):
            rows.append([number, cells])
    return rows


def _cell(cell: Cell) -> list[str] | None:
    """The kind of a cell and its text: s text, n number, d date, f formula, b truth, e error."""
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if cell.data_type == "d":
        return ["d", _day(value)]
    if cell.data_type == "n" and isinstance(value, float) and value.is_integer():
        value = int(value)
    return [cell.data_type, "" if cell.data_type == "f" else str(value)]


def _day(value: Any) -> str:
    """A day as 2026-10-20; a time or a span of time is no day and gives nothing."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else ""
    return value.isoformat() if isinstance(value, date) else ""


def _hidden_columns(page: Worksheet) -> list[int]:
    hidden = [column for column in page.column_dimensions.values() if column.hidden]
    return sorted({place for one in hidden for place in range(one.min, min(one.max, COLUMNS) + 1)})


def main() -> None:
    name, most, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with suppress(ValueError, OSError):  # a system that knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        answer, found = "ok", read(sys.stdin.buffer.read(), name, most)
    except Refused as refusal:
        answer, found = str(refusal), {}
    except MemoryError:
        answer, found = "heavy", {}
    except Exception:  # whatever a broken file makes a reader of files say
        answer, found = "broken", {}
    sys.stdout.write(f"{answer}\n{json.dumps(found)}")


if __name__ == "__main__":
    main()
