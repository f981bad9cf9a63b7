"""The contact list as Excel and on paper, and read in from Excel: shown row by row before it is written."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from organisation.access import acting_as
from organisation.forms.contact_rows import COLUMNS, Change, Reading
from organisation.models import Contact
from sig.lib.workbooks import PlainRow, read_sheet
from tests.lib.bad_workbooks import NOT_WORKBOOKS, bomb
from tests.people import Cast
from tests.story_cases import signed_in
from tests.story_partners import listed


pytestmark = pytest.mark.django_db

IMPORT = "/samverkan/kontakter/las-in/"
HEADS = ["Organisation", "Slag", "Nivå", "Namn", "Funktion", "Telefon", "Kan bidra inom"]
RUT = ["Ekskolan", "Skola", "Operativ", "Rut Rektor", "Rektor", "08-508 00 000", "Sysselsättning"]


def book(*rows: list[str]) -> Workbook:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    return made


def content(made: Workbook) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def sent(client: Client, *rows: list[str]) -> str:
    upload = SimpleUploadedFile("a.xlsx", content(book(HEADS, *rows)))
    return client.post(IMPORT, {"table": upload}).content.decode()


def signed(page: str) -> str:
    return page.split('name="rader" value="')[1].split('"')[0]


def test_what_goes_out_comes_in_unchanged(cast: Cast) -> None:
    listed(
        cast, areas=["crime", "leisure"], contribution="Kommer till möten.", email="p@example.se"
    )
    out = signed_in(cast.lotta).get("/samverkan/kontakter/kontaktlista.xlsx")
    rows = read_sheet(out.content, most=1, seconds=20).plain_rows()
    assert rows[0].texts == list(COLUMNS)
    assert load_workbook(BytesIO(out.content)).active.max_row == 2
    with acting_as(cast.sam):
        [line] = Reading(cast.hv, rows).lines()
    assert (line.change, line.changed, line.faults) == (Change.SAME, (), [])


def test_every_row_says_what_it_would_do_or_why_it_can_not(cast: Cast) -> None:
    listed(cast)
    police = ["Polisen Vällingby", "Polis", "Operativ", "pia polis", "Områdespolis", "114 14", ""]
    wrong = [
        ["Nytt AB", "Bolag", *RUT[2:]],
        [*RUT[:3], "", "Rektor", "80101-1234", ""],
        [*RUT[:3], "Rolf 20080101-1234", "Rektor", "08-1234567", ""],
        [*RUT[:3], "Ragna", "Rektor", "08-1234567", "Trädgård"],
        ["Ekskolan", "Skola", "Högst", "Ro", "Rektor", "", ""],
        RUT,
    ]
    with acting_as(cast.sam):
        texts = [HEADS, RUT, police, [""] * 7, *wrong]
        rows = [PlainRow(number, row) for number, row in enumerate(texts, start=1)]
        lines = Reading(cast.hv, rows).lines()
        assert [line.change for line in lines] == [Change.NEW, Change.CHANGED] + [Change.WRONG] * 6
        assert lines[1].changed == ("Funktion",)
        assert Contact.objects.count() == 1
    told = [(fault.cell, fault.column, fault.message) for line in lines for fault in line.faults]
    assert [(cell, column) for cell, column, _ in told] == [
        *(("B5", "Slag"), ("D6", "Namn"), ("F6", "Telefon"), ("D7", "Namn")),
        *(("G8", "Kan bidra inom"), ("C9", "Nivå"), ("rad 9", ""), ("rad 10", "")),
    ]
    for sentence, (_, _, found) in zip(
        (
            "Slaget finns inte.",
            "Skriv namnet.",
            "Skriv ett telefonnummer",
            "Det här ser ut som ett personnummer",
            "Livsområdet trädgård finns inte.",
            "Nivån finns inte.",
            "Ange telefon, e-post eller besöksadress.",
            "Samma namn och organisation står tidigare i filen",
        ),
        told,
        strict=True,
    ):
        assert found.startswith(sentence)


def test_nothing_is_written_before_the_rows_were_seen_and_then_once(cast: Cast) -> None:
    client = signed_in(cast.sam)
    page = sent(client, RUT, ["", "", "", "Utan", "allt", "", ""])
    assert "1 rad är fel och hoppas över." in page
    with acting_as(cast.sam):
        assert not Contact.objects.exists()
    rows = {"rader": signed(page)}
    client.post(IMPORT, rows)
    again = client.post(IMPORT, rows).content.decode()
    assert "Listan har ändrats sedan du valde filen." in again
    with acting_as(cast.sam):
        contact = Contact.objects.get()
        assert (contact.name, contact.agency.name) == ("Rut Rektor", "Ekskolan")
        assert contact.areas == ["occupation"]


def test_a_preview_is_its_readers_own_and_can_not_be_forged(cast: Cast) -> None:
    rows = signed(sent(signed_in(cast.sam), RUT))
    for user, text in ((cast.carin, rows), (cast.frank, rows), (cast.sam, f"{rows}x")):
        client = signed_in(user)
        page = client.post(IMPORT, {"rader": text}, follow=True).content.decode()
        assert "Förhandsgranskningen gäller inte längre." in page
    assert signed_in(cast.lotta).post(IMPORT, {"rader": rows}).status_code == 404
    with acting_as(cast.sam):
        assert not Contact.objects.exists()


def test_what_is_not_plain_cells_is_told_on_the_page_and_never_read(cast: Cast) -> None:
    formula, merged, hidden, column, more, sheets = (book(HEADS, RUT) for _ in range(6))
    formula.active["A2"] = "=1+1"
    merged.active.merge_cells("A2:B2")
    hidden.active.row_dimensions[2].hidden = True
    column.active.column_dimensions["F"].hidden = True
    more.create_sheet("Till").sheet_state = "hidden"
    sheets.create_sheet("Till")
    files = [
        (content(formula), "Cellen innehåller en formel."),
        (content(merged), "Cellen är sammanslagen"),
        (content(hidden), "Raden är dold."),
        (content(column), "Kolumn F är dold."),
        (content(more), "Filen har ett dolt blad."),
        (content(sheets), "Filen har flera blad."),
        (content(book(HEADS, *[RUT] * 1001)), "fler rader än 1 000."),
        (bomb(), "för tung"),
        *NOT_WORKBOOKS,
    ]
    client = signed_in(cast.sam)
    for file, words in files:
        upload = SimpleUploadedFile("a.xlsx", file)
        page = client.post(IMPORT, {"table": upload}).content.decode()
        assert words in page
        assert 'name="rader"' not in page


def test_all_that_is_wrong_is_told_at_once_when_the_heads_are_others(cast: Cast) -> None:
    """Planted: a page that tells of the heads alone."""
    made = book(["Namn", "Skostorlek", "Namn"], ["Rut", "=1+1"])
    upload = SimpleUploadedFile("a.xlsx", content(made))
    page = signed_in(cast.sam).post(IMPORT, {"table": upload}).content.decode()
    for column in ("Organisation", "Nivå", "Funktion"):
        assert f'<td data-label="Kolumn">{column}</td>' in page
    for cell in ("B1", "C1", "B2"):
        assert f'<th scope="row">{cell}</th>' in page
    assert "Rubrikerna är inte listans" in page


def test_list_and_inventory_are_printed_for_those_who_read_them(cast: Cast) -> None:
    listed(cast, areas=["crime"])
    for name in ("kontakter/kontaktlista.pdf", "resurser/resurser.pdf"):
        page = signed_in(cast.lotta).get(f"/samverkan/{name}")
        assert page.content.startswith(b"%PDF")
        for user in (cast.uno, cast.sara):
            assert signed_in(user).get(f"/samverkan/{name}").status_code == 404
        foreign = f"/samverkan/{name}?stadsdel={cast.farsta.pk}"
        assert signed_in(cast.lotta).get(foreign).status_code == 404
    assert signed_in(cast.uno).get("/samverkan/kontakter/kontaktlista.xlsx").status_code == 404
