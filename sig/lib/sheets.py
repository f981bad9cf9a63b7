"""Tables as files: Excel with plain cells alone, and CSV as a Swedish Excel opens it.

Only what the caller put into a ``Sheet`` can leave. A workbook is opened again by another library
before it is handed out, and must then hold exactly that.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet


Cell = str | int | float | None

# A text that a spreadsheet would take for a formula, by its first character.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# The same behind what a spreadsheet set to another language takes for the end of a cell. A hyphen
# and a space is a line of a list.
_FORMULA_INSIDE = re.compile(r"([,;\t\r\n\"])(?=[=+@]|-\S)")
_SEPARATORS = re.compile(r"[,;\t\r\n\"]")
_LONGEST_NAME = 31  # characters; what Excel lets a sheet be called
_NOT_IN_A_NAME = str.maketrans("", "", "[]:*?/\\")


@dataclass(frozen=True)
class Sheet:
    """A table: its name, its heads, its rows, and lines below it that say what it counts."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()

    def lines(self) -> list[list[Cell]]:
        """The table as it stands in a file: an empty line before the notes."""
        lines: list[list[Cell]] = [list(self.heads), *(list(row) for row in self.rows)]
        if self.notes:
            lines.append([])
        lines.extend([note] for note in self.notes)
        return lines


class Unsafe(Exception):
    """A workbook that holds something else than its tables. It must not be handed out."""


def as_csv(sheet: Sheet) -> bytes:
    """With semicolons, decimal commas and a byte order mark. No cell can be read as a formula.

    A cell with anything that some spreadsheet takes for a separator stands in quotation marks.
    """
    lines = (";".join(_quoted(_plain(cell)) for cell in line) for line in sheet.lines())
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The tables as a workbook, a sheet each. Raises ``Unsafe`` when it can't be read back as such."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            _write(book.add_worksheet(_name(sheet)), sheet, bold)
    content = out.getvalue()
    require_plain(content, sheets)
    return content


def require_plain(content: bytes, sheets: Sequence[Sheet]) -> None:
    """Open the workbook as its receiver does. Raises ``Unsafe`` unless it is ``sheets`` and no more."""
    book = load_workbook(io.BytesIO(content))
    if [page.title for page in book] != [_name(sheet) for sheet in sheets]:
        raise Unsafe("the sheets are others than the tables")
    if book.defined_names or book.properties.creator or book.properties.lastModifiedBy:
        raise Unsafe("the workbook names somebody or something")
    for page, sheet in zip(book, sheets, strict=True):
        _require_plain_page(page, sheet)


def _write(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, bold: object) -> None:
    for number, line in enumerate(sheet.lines()):
        for column, cell in enumerate(line):
            style = bold if number == 0 else None
            if cell in (None, ""):
                continue
            if isinstance(cell, str):
                page.write_string(number, column, cell, style)
            else:
                page.write_number(number, column, cell, style)
    page.autofit()


def _require_plain_page(page: Worksheet, sheet: Sheet) -> None:
    if page.sheet_state != "visible" or page.auto_filter.ref or _hides(page):
        raise Unsafe("something is hidden")
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    if any(cell.data_type not in ("s", "n") or cell.comment or cell.hyperlink for cell in cells):
        raise Unsafe("a cell is more than its value")
    found = {(cell.row, cell.column): cell.value for cell in cells}
    if found != dict(_placed(sheet)):
        raise Unsafe("the cells are others than the table's")


def _hides(page: Worksheet) -> bool:
    parts = (*page.row_dimensions.values(), *page.column_dimensions.values())
    return any(part.hidden for part in parts)


def _placed(sheet: Sheet) -> Iterable[tuple[tuple[int, int], Cell]]:
    for row, line in enumerate(sheet.lines(), start=1):
        for column, cell in enumerate(line, start=1):
            if cell not in (None, ""):
                yield (row, column), cell


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    if isinstance(cell, str):
        guarded = _FORMULA_INSIDE.sub(r"\1'", cell)
        return f"'{guarded}" if cell.startswith(_STARTS_A_FORMULA) else guarded
    return cell


def _quoted(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    if not _SEPARATORS.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _name(sheet: Sheet) -> str:
    """As Excel lets a sheet be called."""
    return sheet.name.translate(_NOT_IN_A_NAME)[:_LONGEST_NAME]
