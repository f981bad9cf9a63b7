"""Tables as files: what is put in comes out, and nothing else can."""

import csv
import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from sig.lib.sheets import Sheet, Unsafe, as_csv, as_xlsx, require_plain


TABLE = Sheet(
    "Pågående",
    ["Stadsdel", "Antal", "Andel"],
    [["Farsta", 12, 0.5], ["=1+1", None, None], ["Kista", 0, "färre än 5"]],
    ["Avser 2026. Nämnare: alla inskrivna."],
)


def test_a_workbook_holds_the_table_with_real_cells() -> None:
    """Planted: ``write`` for ``write_string`` made "=1+1" a formula, and the reader refused it."""
    page = load_workbook(io.BytesIO(as_xlsx([TABLE])))["Pågående"]
    assert [cell.value for cell in page[2]] == ["Farsta", 12, 0.5]
    assert [cell.data_type for cell in page[2]] == ["s", "n", "n"]
    assert (page["A3"].value, page["A3"].data_type) == ("=1+1", "s")
    assert page["A6"].value == TABLE.notes[0]


def test_csv_opens_in_a_swedish_excel_and_has_no_formula() -> None:
    """Planted: without the apostrophe the cell began with "="."""
    text = as_csv(TABLE).decode("utf-8-sig")
    assert text.splitlines() == [
        "Stadsdel;Antal;Andel",
        'Farsta;12;"0,5"',
        "'=1+1;;",
        "Kista;0;färre än 5",
        "",
        "Avser 2026. Nämnare: alla inskrivna.",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_has_no_formula_whatever_the_reader_takes_for_a_separator(separator: str) -> None:
    """Planted: quotation marks around semicolons alone, and a guard at the beginning alone."""
    texts = ['Ring,=1+1;+2\t@SUM(A1)",-cmd', "Anna, Åsa;Bo\tC", "Ett\r\n- två\n=3"]
    written = as_csv(Sheet("Fritt", ["Rubrik"], [["HV", *texts]])).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=separator))
    cells = [cell.lstrip('"') for row in rows for cell in row]
    formulas = [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert set(formulas) <= {"- två"}  # a line of a list: a hyphen and a space
    assert all(f'"{text}"' in written for text in texts[1:2])
    if separator == ";":
        assert rows[1][2:] == [texts[1], "Ett\r\n- två\n'=3"]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["C"])), max_size=3), max_size=4))
def test_any_text_comes_back_as_it_was(rows: list[list[str]]) -> None:
    as_xlsx([Sheet("Fritt", ["Rubrik"], rows)])


def changed(**changes: object) -> bytes:
    """A workbook that looks like the table, with something more."""
    book = Workbook()
    book.properties.creator = str(changes.get("author", ""))
    page = book.active
    page.title = TABLE.name
    for line in TABLE.lines():
        page.append(line)
    for cell in page[3]:
        cell.data_type = "s" if cell.value else cell.data_type
    if "cell" in changes:
        page["B2"] = changes["cell"]
    if "column" in changes:
        page.column_dimensions["B"].hidden = True
    if "sheet" in changes:
        book.create_sheet("Personer").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_table_alone_may_leave() -> None:
    require_plain(changed(), [TABLE])


@pytest.mark.parametrize(
    "more",
    [{"author": "Lotta"}, {"cell": "=SUM(B3:B4)"}, {"cell": 13}, {"column": 1}, {"sheet": 1}],
)
def test_a_workbook_with_something_more_does_not_leave(more: dict[str, object]) -> None:
    """The planted things: an author, a formula, another number, a hidden column, a hidden sheet."""
    with pytest.raises(Unsafe):
        require_plain(changed(**more), [TABLE])


def test_the_writer_is_asked_for_no_author() -> None:
    assert xlsxwriter.Workbook(io.BytesIO()).doc_properties.get("author", "") == ""


def test_a_title_that_excel_takes_for_no_name_gets_one() -> None:
    (page,) = load_workbook(io.BytesIO(as_xlsx([Sheet("1 Stöd: bo/leva?", ["A"], [["x"]])])))
    assert page.title == "1 Stöd boleva"
