"""Checking a file of cases: every fault is told at its cell, with what to do."""

import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import LogEntry
from cases.imports import reading
from cases.imports.checking import check
from cases.imports.columns import COLUMNS, MISSING
from cases.imports.reading import lines_of, read
from cases.models import Case, CaseImport, Imported, Person, Protection
from organisation.access import acting_as
from organisation.models import Deputy, District, User
from sig.lib.dates import today
from sig.lib.workbooks import HIDDEN, MERGED, CellText, Grid
from tests.cases.importing import ago, book, number_of, rows
from tests.lib.bad_workbooks import NOT_WORKBOOKS, bomb
from tests.people import Cast
from tests.stories import open_case_for


pytestmark = pytest.mark.django_db

TOMORROW = ago(-1)

# A fault, and the words that tell it. One of each kind.
FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"number": "=A1"}, "Personnummer", "formel"),
    ({"number": 1.5}, "Personnummer", "avrundat tal"),
    ({"number": "1,99001E+11"}, "Personnummer", "avrundat tal"),
    ({"number": "70101-238"}, "Personnummer", "för få siffror"),
    ({"number": 801019803}, "Personnummer", "för få siffror"),
    ({"number": "200801019804"}, "Personnummer", "Kontrollsiffran"),
    ({"number": "200813019803"}, "Personnummer", "datum som inte finns"),
    ({"number": date(2008, 1, 1)}, "Personnummer", "innehåller ett datum"),
    ({"number": ""}, "Personnummer", "eller saknas"),
    ({"number": MISSING}, "Födelsedatum", "behövs födelsedatumet"),
    ({"birth_date": "1/1-08"}, "Födelsedatum", "ÅÅÅÅ-MM-DD"),
    ({"first_name": ""}, "Förnamn", "måste"),
    ({"last_name": "x" * 81}, "Efternamn", "80"),
    ({"programme": "SIG"}, "Program", "finns inte"),
    ({"step": "Besluta"}, "Steg", "Aktualisera"),
    ({"step": "Utreda"}, "Steg", "ingen inskriven"),
    ({"received_on": ""}, "Inkom den", "då ärendet kom in"),
    ({"received_on": "2024-1-3"}, "Inkom den", "ÅÅÅÅ-MM-DD"),
    ({"received_on": "3/1-24"}, "Inkom den", "ÅÅÅÅ-MM-DD"),
    ({"received_on": 45294}, "Inkom den", "tal i stället för ett datum"),
    ({"received_on": "45294"}, "Inkom den", "tal i stället för ett datum"),
    ({"received_on": "2024-02-30"}, "Inkom den", "finns inte"),
    ({"received_on": "1924-01-03"}, "Inkom den", "för långt bak"),
    ({"received_on": TOMORROW}, "Inkom den", "framtiden"),
    ({"received_on": "2007-12-31"}, "Inkom den", "innan personen var född"),
    ({"received_on": datetime(2024, 1, 3, 12, 30)}, "Inkom den", "klockslag"),
    ({"kind": "Brev"}, "Typ", "Ansökan, Rekommendation, Anmälan"),
    ({"route": ""}, "Väg in", "Polis"),
    ({"enrolled_on": ago(301)}, "Inskriven den", "före den då ärendet kom in"),
    ({"enrolled_on": "", "executed_on": "", "met_on": ""}, "Inskriven den", "behöver dagen"),
    ({"executed_on": ""}, "Verkställt den", "möte är hållet"),
    ({"executed_on": ago(290)}, "Verkställt den", "före inskrivningen"),
    ({"met_on": ago(275)}, "Senaste möte", "före den då beslutet verkställdes"),
    ({"lots": "farah"}, "Lots", "användarnamnet"),
    ({"lots": "", "colleague": ""}, "Lots", "minst en handläggare"),
    ({"colleague": "lotta"}, "Andra handläggare", "samma person"),
    ({"main_system_number": "9" * 41}, "Nummer i huvudsystemet", "40"),
    ({"note": "x" * 501}, "Anteckning", "500"),
]


def faults_of(content: bytes, district: District, by: Any) -> list[Any]:
    """What is wrong with the file, as its sender is told."""
    lines = read(content)
    with acting_as(by):
        check(lines, district, by)
    return [fault for line in lines for fault in line.faults]


def said_of(lines: list[dict[str, Any]], cast: Cast) -> list[str]:
    return [fault.message for fault in faults_of(book(lines), cast.hv, cast.carin)]


def test_five_thousand_rows_with_two_hundred_faults_and_each_is_told(
    cast: Cast, tmp_path: Path
) -> None:
    """Each kind of fault is there, at least five times; no right row is blamed."""
    lines = rows(5000)
    planted = {}
    for turn in range(200):
        change, head, words = FAULTS[turn % len(FAULTS)]
        place = 7 + turn * 23
        lines[place] = lines[place] | change
        planted[place + 2] = (head, words)
    report = told(book(lines), tmp_path)
    wrong = {row["row"]: row["errors"] for row in report["rows"] if not row["ok"]}
    assert set(wrong) == set(planted)
    for number, (head, words) in planted.items():
        by_head = {error["column"]: error["message"] for error in wrong[number]}
        assert words in by_head[head]
    assert (len(report["rows"]), report["written"]) == (5000, 0)


def told(content: bytes, folder: Path, *options: str) -> dict[str, Any]:
    """What the command says as JSON."""
    file, out = folder / "fil.xlsx", io.StringIO()
    file.write_bytes(content)
    names = ("--district", "Hässelby-Vällingby", "--by", "carin", "--json")
    call_command("import_cases", str(file), *names, *options, stdout=out)
    return json.loads(out.getvalue())


def test_a_number_that_excel_keeps_whole_is_taken(cast: Cast) -> None:
    ten_digits = int(number_of(0)[2:] if number_of(0)[2] != "0" else number_of(0))
    assert said_of(rows(1, number=ten_digits, birth_date=date(2008, 1, 1)), cast) == []


def test_a_person_without_a_number_needs_a_day_of_birth(cast: Cast) -> None:
    assert said_of(rows(1, number="Saknas", birth_date="2008-01-01"), cast) == []


def test_the_same_person_twice_is_told_with_the_first_row(cast: Cast) -> None:
    twice = rows(1) + rows(1, number=f"{number_of(0)[:8]}-{number_of(0)[8:]}")
    assert said_of(twice, cast) == ["Samma person står på rad 2. Ta bort en av raderna."]
    unknown = rows(2, number=MISSING, birth_date="2008-01-01")
    assert said_of(unknown, cast) == ["Samma person står på rad 2. Ta bort en av raderna."]


def test_a_case_that_goes_on_is_told_of_as_one_that_is_hidden(cast: Cast) -> None:
    """A file would be a way to ask of many at once. That somebody was asked of stands in the log."""
    case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta):
        Person.objects.filter(pk=case.person_id).update(number=number_of(0))
    (sentence,) = said_of(rows(1), cast)
    assert case.number not in sentence
    with acting_as(cast.carin):
        assert LogEntry.objects.filter(event="person.checked", detail="1").exists()
    assert said_of(rows(1, programme="SIG unga vuxna"), cast) == []


def test_r2_who_is_enrolled_is_read_in_by_a_manager(cast: Cast) -> None:
    """Planted: without ``_blame_enrolled``."""
    faults = faults_of(book(rows(1)), cast.hv, cast.sam)
    assert ["svarar för beslutet" in fault.message for fault in faults] == [True]


def test_r2_a_deputy_reads_in_nobody_enrolled_in_a_case_of_their_own(cast: Cast) -> None:
    """Planted: whoever decides today is asked nothing more."""
    period = {"valid_from": today(), "valid_to": today(), "reason": "Semester"}
    Deputy.objects.create(district=cast.hv, user=cast.lars, stands_in_for=cast.carin, **period)
    lars = User.objects.get(pk=cast.lars.pk)
    said = [fault.message for fault in faults_of(book(rows(1, lots="lars")), cast.hv, lars)]
    assert ["arbetar själv i ärendet" in sentence for sentence in said] == [True]
    assert not faults_of(book(rows(1)), cast.hv, lars)


def test_a_protected_person_answers_as_whom_one_may_not_ask_for(cast: Cast) -> None:
    """Also in a programme where the person has no case. Planted: without ``_hidden`` it is open."""
    case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta):
        known = Person.objects.filter(pk=case.person_id)
        known.update(number=number_of(0), protection=Protection.REGISTERED)
    for programme in ("SIG unga", "SIG unga vuxna"):
        (sentence,) = said_of(rows(1, programme=programme), cast)
        assert case.number not in sentence
        assert sentence.endswith("Fråga samordnaren eller enhetschefen i stadsdelen.")


def test_nothing_is_known_of_another_stadsdel(cast: Cast) -> None:
    case = open_case_for(cast.farah, cast.farsta)
    with acting_as(cast.farah):
        Person.objects.filter(pk=case.person_id).update(number=number_of(0))
    assert said_of(rows(1), cast) == []


# --- The file as a whole ------------------------------------------------------------------------------


def _hide_row(_: Any, page: Any) -> None:
    page.set_row(2, None, None, {"hidden": True})


def _merge(_: Any, page: Any) -> None:
    page.merge_range(1, 2, 2, 2, "Kim")


def test_hidden_rows_and_merged_cells_are_told_at_their_rows(cast: Cast) -> None:
    hidden = faults_of(book(rows(3), touch=_hide_row), cast.hv, cast.carin)
    assert [(fault.cell, fault.message) for fault in hidden] == [("rad 3", HIDDEN)]
    merged = faults_of(book(rows(3), touch=_merge), cast.hv, cast.carin)
    assert ("C3", MERGED) in [(fault.cell, fault.message) for fault in merged]


def _hide_column(_: Any, page: Any) -> None:
    page.set_column(2, 2, None, None, {"hidden": True})


def _hide_sheet(made: Any, _: Any) -> None:
    made.add_worksheet("Hemligt").hide()


def _other_head(_: Any, page: Any) -> None:
    page.write(0, 2, "Tilltalsnamn")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        *((lambda content=content: content, words) for content, words in NOT_WORKBOOKS),
        (bomb, "för tung"),
        (lambda: book([], sheet="Blad1"), "inget blad som heter Ärenden"),
        (lambda: book([]), "inga rader"),
        (lambda: book(rows(1), touch=_other_head), "Kolumn C ska ha rubriken Förnamn"),
        (lambda: book(rows(1), touch=_hide_column), "Kolumn C är dold"),
        (lambda: book(rows(1), touch=_hide_sheet), "dolt blad"),
    ],
)
def test_a_file_that_is_not_the_template_is_refused_in_words(make: Any, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read(make())


def test_a_file_with_too_many_rows_is_refused_before_it_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "MOST", 20)
    with pytest.raises(ValidationError, match="fler rader än 20"):
        read(book(rows(21)))
    assert len(read(book(rows(20)))) == 20


cells = st.builds(
    CellText, st.sampled_from("sndfbe"), st.text(max_size=30) | st.from_regex(r"[0-9+E-]{1,14}")
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.lists(cells | st.none(), max_size=len(COLUMNS) + 1))
def test_whatever_stands_in_a_row_is_told_in_words(cast: Cast, row: list[CellText | None]) -> None:
    heads: list[CellText | None] = [CellText("s", column.head) for column in COLUMNS]
    (line,) = lines_of(Grid([(1, heads), (2, row)], set(), set(), []))
    with acting_as(cast.carin):
        assert check([line], cast.hv, cast.carin) == []
    assert line.faults
    assert all(fault.message and len(fault.message) < 300 for fault in line.faults)


# --- The command --------------------------------------------------------------------------------------


def test_without_commit_the_command_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    report = told(book(rows(2)), tmp_path)
    assert report == {
        "rows": [{"row": row, "ok": True, "errors": []} for row in (2, 3)],
        "written": 0,
    }
    with acting_as(cast.carin):
        assert not Case.objects.exists()
    with acting_as(cast.carin):
        assert not CaseImport.objects.exists()


def test_the_command_writes_the_whole_file_or_what_is_right_knowingly(
    cast: Cast, tmp_path: Path
) -> None:
    one_wrong = book([*rows(2), *rows(1, number="=A1")])
    with pytest.raises(CommandError, match="1 rows are wrong"):
        told(one_wrong, tmp_path, "--commit")
    with acting_as(cast.carin):
        assert not Imported.objects.exists()
    assert told(one_wrong, tmp_path, "--commit", "--leave-out", "1")["written"] == 2
    with acting_as(cast.carin):
        assert Imported.objects.count() == 2


def test_the_command_asks_who_may_read_in_where(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "fil.xlsx"
    file.write_bytes(book(rows(1)))
    for by, district in (("lotta", "Hässelby-Vällingby"), ("sam", "Farsta"), ("nemo", "Farsta")):
        with pytest.raises(CommandError):
            call_command("import_cases", str(file), "--district", district, "--by", by)


def test_a_file_that_cannot_be_read_is_a_row_of_the_report(cast: Cast, tmp_path: Path) -> None:
    (row,) = told(b"", tmp_path)["rows"]
    assert row == {"row": 1, "ok": False, "errors": [{"column": "", "message": "Filen är tom."}]}
