"""Workbooks from outside: plain cells that are seen are read, anything else is refused in words."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from sig.lib.uploads import LIMIT
from sig.lib.workbooks import PlainRow, WorkbookField, read_sheet
from tests.lib.bad_workbooks import NOT_WORKBOOKS, bomb


Touch = Callable[[Any, Any], object]


def book(touch: Touch = lambda made, page: None) -> bytes:
    """Heads and three rows, the second of them empty. ``touch`` gets the workbook and its sheet."""
    made = Workbook()
    made.active["A1"], made.active["B1"] = "Namn", "Antal"
    made.active["A2"], made.active["B2"] = " Rut\u200b ", 3.0
    made.active["A4"], made.active["B4"] = "Åsa", date(2026, 10, 20)
    touch(made, made.active)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rows(content: bytes, **changes: Any) -> list[PlainRow]:
    return read_sheet(content, **({"most": 10, "seconds": 20} | changes)).plain_rows()


def test_the_rows_stand_where_they_stood_as_text() -> None:
    found = [(1, ["Namn", "Antal"]), (2, ["Rut", "3"]), (4, ["Åsa", "2026-10-20"])]
    assert rows(book()) == [PlainRow(number, texts) for number, texts in found]


def test_what_is_hidden_and_empty_hides_nothing() -> None:
    """As when all that is to the right of the table is hidden, which is often done."""

    def hide_empty(made: Any, page: Any) -> None:
        page.row_dimensions[3].hidden = page.column_dimensions["D"].hidden = True

    assert not any(row.faults for row in rows(book(hide_empty)))


@pytest.mark.parametrize(("content", "words"), NOT_WORKBOOKS)
def test_what_is_no_workbook_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        rows(content)


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(ValidationError, match="för tung"):
        rows(bomb())


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(ValidationError, match="för tung"):
        rows(book(), seconds=0)


def _set(cell: str, value: object) -> Touch:
    return lambda made, page: page.__setitem__(cell, value)


def _hide_sheet(made: Any, page: Any) -> None:
    made.create_sheet("Till").sheet_state = "hidden"


def _hide_deeper(made: Any, page: Any) -> None:
    made.create_sheet("Till").sheet_state = "veryHidden"


def _hide_row(made: Any, page: Any) -> None:
    page.row_dimensions[2].hidden = True


def _hide_columns(made: Any, page: Any) -> None:
    page.column_dimensions.group("A", "B", hidden=True)


def _empty(made: Any, page: Any) -> None:
    page.delete_rows(1, 4)


@pytest.mark.parametrize(
    ("touch", "words"),
    [
        (_hide_columns, "^Kolumn A, B är dold"),
        (_hide_sheet, "dolt blad"),
        (_hide_deeper, "dolt blad"),
        (lambda made, page: made.create_sheet("Till"), "flera blad"),
        (_set("A12", "x"), "fler rader än 10"),
        (_set("AE1", "x"), "för många kolumner. Gränsen är 30"),
        (_empty, "tomt"),
    ],
)
def test_a_sheet_that_may_hide_something_is_refused(touch: Touch, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        rows(book(touch))
    assert re.search(words, refusal.value.messages[0])


@pytest.mark.parametrize(
    ("touch", "column", "cell", "words"),
    [
        (_set("B2", "=1+1"), "Antal", "B2", "Cellen innehåller en formel"),
        (_set("B2", "#N/A"), "Antal", "B2", "Cellen visar ett fel"),
        (_set("B2", True), "Antal", "B2", "Cellen innehåller SANT"),
        (_set("B2", datetime(2026, 1, 3, 12, 30)), "Antal", "B2", "Cellen innehåller ett klock"),
        (_set("C4", "=1+1"), "", "C4", "Cellen innehåller en formel"),
        (lambda made, page: page.merge_cells("A4:A9"), "Namn", "A4", "Cellen är sammanslagen"),
        (_hide_row, "", "rad 2", "Raden är dold"),
    ],
)
def test_more_than_plain_cells_is_a_fault_of_its_row(
    touch: Touch, column: str, cell: str, words: str
) -> None:
    [fault] = [fault for row in rows(book(touch)) for fault in row.faults]
    assert (fault.column, fault.cell) == (column, cell)
    assert fault.message.startswith(words)


def test_the_limit_of_rows_does_not_count_the_heads() -> None:
    assert rows(book(_set("A11", "x")))[-1].number == 11


def test_a_sheet_is_found_by_its_name_among_others() -> None:
    more = book(lambda made, page: made.create_sheet("Till"))
    assert len(rows(more, name="Sheet")) == 3
    with pytest.raises(ValidationError, match="inget blad som heter Ärenden"):
        rows(more, name="Ärenden")


def test_a_file_over_the_limit_is_refused_unread() -> None:
    field = WorkbookField()
    with pytest.raises(ValidationError, match="Gränsen är 10 MB"):
        field.clean(SimpleUploadedFile("a.xlsx", bytes(LIMIT + 1)))
    with pytest.raises(ValidationError, match="Filen är tom"):
        field.clean(SimpleUploadedFile("a.xlsx", b""))
