"""Run as a program of its own: a workbook on stdin, its one sheet as JSON on stdout.

As in cleaning.py, a file from outside is opened where one made to eat memory or time takes nothing
with it but this process. The answer is ``{"rows": [["…"]]}`` or ``{"refused": "code"}``. It imports
nothing of the product.
"""

import json
import resource
import sys
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet


MEMORY = 1024**3  # bytes
SECONDS = 15
UNPACKED = 30 * 1024**2  # bytes
ROWS = 1_001  # with the heads
COLUMNS = 30


class Refused(Exception):
    """Carries the code of a sentence in sig/lib/table_files.py."""


def read(content: bytes) -> list[list[str]]:
    """The cells as text, row by row. A workbook with anything but plain cells is refused."""
    if not content.startswith(b"PK"):
        raise Refused("unknown")
    with ZipFile(BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > UNPACKED:
            raise Refused("heavy")
    book = load_workbook(BytesIO(content))
    if any(page.sheet_state != "visible" for page in book.worksheets):
        raise Refused("hidden")
    if len(book.worksheets) != 1 or len(book.sheetnames) != 1:
        raise Refused("sheets")
    page = book.worksheets[0]
    _require_plain(page)
    return [[_text(cell.value) for cell in row] for row in page.iter_rows()]


def _require_plain(page: Worksheet) -> None:
    if page.max_row > ROWS or page.max_column > COLUMNS:
        raise Refused("rows")
    if page.merged_cells.ranges:
        raise Refused("merged")
    parts = (*page.row_dimensions.values(), *page.column_dimensions.values())
    if any(part.hidden for part in parts):
        raise Refused("hidden")
    if any(cell.data_type == "f" for row in page.iter_rows() for cell in row):
        raise Refused("formula")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def main() -> None:
    with suppress(ValueError, OSError):  # a system that knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer: dict[str, object] = {"rows": read(sys.stdin.buffer.read())}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except Exception:  # whatever a broken file makes a reader of files say
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
