"""Reading in cases from a file: all or what is known to be right, marked, and undone within a day."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import LogEntry
from cases.actions.opening import assign
from cases.actions.todos import finish_todo
from cases.imports.ordering import order_undo, order_writing, receive
from cases.imports.storing import erase
from cases.imports.working import work
from cases.imports.writing import CHANGED
from cases.models import (
    Case,
    CaseImport,
    CaseRole,
    Imported,
    ImportRow,
    Notice,
    Person,
    Referral,
    Step,
    Todo,
)
from cases.tasks import erase_imports
from consent.models import Consent
from meetings.interval import due
from meetings.models import Flag
from meetings.sweep import sweep
from organisation.access import acting_as, acting_in
from organisation.models import Job, JobPart, User
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.cases.importing import ago, book, number_of, rows
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db

PAGE = "/arenden/las-in/"


def worked(batch: CaseImport) -> CaseImport:
    """The import when the worker is done with what was ordered."""
    with acting_as(batch.owner):
        part = JobPart.objects.get(job=batch.job)
    work(part.pk, batch.owner)
    with acting_as(batch.owner):
        return CaseImport.objects.select_related("district", "owner").get(pk=batch.pk)


def checked(lines: list[dict[str, Any]], cast: Cast, by: User | None = None) -> CaseImport:
    by = by or cast.carin
    with acting_as(by):
        batch = receive(key=uuid.uuid4(), content=book(lines), district=cast.hv, by=by)
    return worked(batch)


def written(lines: list[dict[str, Any]], cast: Cast) -> CaseImport:
    batch = checked(lines, cast)
    with acting_as(batch.owner):
        ordered = order_writing(batch=batch, left_out=batch.wrong, by=batch.owner)
    return worked(ordered)


def undone(batch: CaseImport) -> CaseImport:
    with acting_as(batch.owner):
        ordered = order_undo(batch=batch, by=batch.owner)
    return worked(ordered)


def test_a_case_is_written_where_it_stands_and_marked(cast: Cast) -> None:
    batch = written(rows(1), cast)
    assert (batch.state, batch.written) == ("written", 1)
    with acting_as(cast.lotta):
        case = Case.objects.select_related("person").get()
        assert (case.step, case.enrolled_on) == (Step.IMPLEMENTATION, date.fromisoformat(ago(280)))
        assert case.opened_on == Referral.objects.of(case).get().received_on
        assert due(case.interval_from, case.interval_weeks) == today() + timedelta(
            days=7 * case.interval_weeks - 20
        )
        staff = CaseRole.objects.of(case).values_list("user__username", "kind")
        assert set(staff) == {("lotta", "lots"), ("sam", "coordinator")}
        assert Imported.objects.of(case).get().note == "Går i nian."
        assert LogEntry.objects.filter(case=case.pk, event="case.imported").count() == 1


def test_consents_are_not_read_in_and_become_something_to_do(cast: Cast) -> None:
    not_enrolled = {"step": "Utreda", "enrolled_on": "", "executed_on": "", "met_on": ""}
    written([*rows(1), *rows(2, **not_enrolled)[1:]], cast)
    with acting_as(cast.carin):
        assert not Consent.objects.exists()
        kinds = Todo.objects.order_by("case__step", "kind").values_list("case__step", "kind")
        assert list(kinds) == [
            (Step.INVESTIGATION, "consents"),
            (Step.IMPLEMENTATION, "consents"),
            (Step.IMPLEMENTATION, "plan"),
        ]


def test_wrong_rows_are_left_out_only_when_their_number_is_known(cast: Cast) -> None:
    """Planted: without the comparison of the numbers the first order went through."""
    batch = checked([*rows(2), *rows(3, kind="Brev")[2:]], cast)
    assert (batch.total, batch.wrong) == (3, 1)
    with acting_as(cast.carin):
        with pytest.raises(Refused, match="1 rader är fel"):
            order_writing(batch=batch, left_out=0, by=cast.carin)
        ordered = order_writing(batch=batch, left_out=1, by=cast.carin)
    assert worked(ordered).written == 2


def test_nothing_is_written_when_something_has_changed_since_the_check(cast: Cast) -> None:
    batch = checked(rows(2), cast)
    with acting_as(cast.carin):
        ordered = order_writing(batch=batch, left_out=0, by=cast.carin)
    case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta):
        Person.objects.filter(pk=case.person_id).update(number=number_of(0))
    again = worked(ordered)
    assert (again.state, again.wrong, again.written) == ("checked", 1, 0)
    with acting_as(cast.carin):
        assert JobPart.objects.get(job=again.job).failure == CHANGED
        assert Case.objects.count() == 1


def test_written_twice_it_is_written_once(cast: Cast) -> None:
    batch = written(rows(2), cast)
    with acting_as(cast.carin):
        again = order_writing(batch=batch, left_out=0, by=cast.carin)
    assert worked(again).written == 2
    with acting_as(cast.carin):
        assert Case.objects.count() == 2


def test_a_known_person_gets_the_case_and_keeps_the_name(cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv, programme="unga-vuxna")
    with acting_as(cast.lotta):
        Person.objects.filter(pk=case.person_id).update(number=number_of(0))
    batch = written(rows(1), cast)
    with acting_as(cast.carin):
        mark = Imported.objects.select_related("case__person").get()
        assert (mark.made_person, mark.case.person_id) == (False, case.person_id)
        assert mark.case.person.last_name == "Ekexempel"
    assert undone(batch).stayed == 0
    with acting_as(cast.carin):
        assert list(Case.objects.all()) == [case]


# --- Undoing ------------------------------------------------------------------------------------------


def test_undone_everything_goes_but_the_log(cast: Cast) -> None:
    """What a sweep or Min dag noted goes too: nobody has worked with it."""
    batch = written(rows(2, met_on=ago(100)), cast)
    sweep(cast.hv, today())
    with acting_as(cast.carin):
        case = Case.objects.first()
        assert case is not None
        Notice.objects.create(case=case, user=cast.lotta, watch="todo")
        assert Flag.objects.count() == 2
    signed_in(cast.carin).get(reverse("case", args=[case.pk]))  # read, and so not worked in
    assert (undone(batch).state, undone_count(cast)) == ("undone", 0)
    with acting_as(cast.carin):
        assert not Person.objects.exists()
        assert not Flag.objects.exists()
        assert LogEntry.objects.filter(event="case.imported", case=case.pk).exists()


def undone_count(cast: Cast) -> int:
    with acting_as(cast.carin):
        return Case.objects.count()


def test_cases_that_somebody_has_worked_in_stay(cast: Cast) -> None:
    """By the log, as of a thing that is done."""
    batch = written(rows(3), cast)
    with acting_as(cast.carin):
        first, second, _ = Imported.objects.order_by("number").select_related("case__district")
    with acting_as(cast.lotta):
        todo = Todo.objects.of(first.case).first()
        assert todo is not None
        finish_todo(todo=todo, result="done", words="Inhämtat.", by=cast.lotta)
    with acting_as(cast.carin):
        assign(case=second.case, user=cast.ulla, kind=CaseRole.Kind.INVESTIGATOR, by=cast.carin)
    assert undone(batch).stayed == 2
    with acting_as(cast.carin):
        assert set(Case.objects.all()) == {first.case, second.case}


def test_after_a_day_nothing_is_undone(cast: Cast) -> None:
    batch = written(rows(1), cast)
    with acting_as(cast.carin):
        long_ago = timezone.now() - timedelta(hours=26)
        CaseImport.objects.filter(pk=batch.pk).update(written_at=long_ago)
        with pytest.raises(Refused, match="ett dygn"):
            order_undo(batch=batch, by=cast.carin)
        CaseImport.objects.filter(pk=batch.pk).update(state="undoing")
        with pytest.raises(DatabaseError, match="not to be undone"), transaction.atomic():
            _undo_in_the_database(batch)
    assert undone_count(cast) == 1


def test_the_database_undoes_for_the_owner_alone(cast: Cast) -> None:
    """Whoever else asks, the application role may delete no case by itself."""
    batch = written(rows(1), cast)
    with acting_as(cast.carin):
        order_undo(batch=batch, by=cast.carin)
    with acting_as(cast.sam):
        with pytest.raises(DatabaseError, match="not to be undone"), transaction.atomic():
            _undo_in_the_database(batch)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Imported.objects.all().delete()


def test_the_log_says_how_old_an_import_is_and_not_its_own_column(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the function as it was, which asked ``written_at`` alone."""

    def logged(event: str, *, by: User, on: list[Case]) -> None:
        refs = [case.log_refs() for case in on]
        at, who = timezone.now() - timedelta(hours=26), str(by.pk)
        LogEntry.objects.bulk_create(LogEntry(event=event, actor=who, at=at, **one) for one in refs)

    monkeypatch.setattr("cases.imports.writing.record_many", logged)
    batch = written(rows(1), cast)
    assert undone(batch).stayed == 1


def _undo_in_the_database(batch: CaseImport) -> None:
    cases = list(Imported.objects.filter(batch=batch.pk).values_list("case", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("select undo_import(%s, %s)", [batch.pk, cases])


# --- Who sees it, and for how long --------------------------------------------------------------------


def test_the_rows_are_their_owners_alone_and_gone_after_a_day(cast: Cast) -> None:
    batch = checked(rows(1), cast)
    for who in (cast.sam, cast.lotta, cast.frank):
        with acting_as(who):
            assert not CaseImport.objects.exists()
            assert not ImportRow.objects.exists()
    erase_imports()
    with acting_as(cast.carin):
        assert ImportRow.objects.count() == 1
        a_day_ago = timezone.now() - timedelta(hours=25)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            CaseImport.objects.filter(pk=batch.pk).update(made_at=a_day_ago)
    with acting_in(cast.hv):
        erase(timezone.now() + timedelta(hours=25))
    with acting_as(cast.carin):
        assert not ImportRow.objects.exists()
        with pytest.raises(Refused, match="borttagna efter ett dygn"):
            order_writing(batch=batch, left_out=0, by=cast.carin)


def test_the_file_is_not_kept_when_it_is_checked(cast: Cast) -> None:
    batch = checked(rows(1), cast)
    assert batch.content is None
    with acting_as(cast.carin):
        unreadable = receive(key=uuid.uuid4(), content=b"PK", district=cast.hv, by=cast.carin)
    told = worked(unreadable)
    assert (told.content, told.state) == (None, "unreadable")
    assert "ingen Excel-fil" in told.problem


def test_the_pages_are_for_those_who_open_and_staff_cases(cast: Cast) -> None:
    batch = checked(rows(1), cast)
    page = reverse("cases:import", args=[batch.pk])
    for name in ("lotta", "ulla", "uno", "sara", "fred"):
        for address in (PAGE, page):
            assert signed_in(cast.everybody[name]).get(address).status_code == 403, name
    for name, shown in (("carin", 200), ("sam", 404), ("frank", 404)):
        client = signed_in(cast.everybody[name])
        assert client.get(f"{PAGE}mall/").status_code == 200
        assert client.get(page).status_code == shown, name


def test_from_the_file_to_the_cases_on_the_pages(cast: Cast) -> None:
    client = signed_in(cast.carin)
    content = book([*rows(2), *rows(3, kind="Brev")[2:]])
    sent = {"once": str(uuid.uuid4()), "file": SimpleUploadedFile("a.xlsx", content)}
    page = client.post(PAGE, sent).url
    assert "Kontrolleras" in client.get(page).content.decode()
    with acting_as(cast.carin):
        batch = CaseImport.objects.select_related("owner").get()
    worked(batch)
    html = client.get(page).content.decode()
    for words in (
        "2 av 3 rader är rätt",
        "H4",
        "Skriv något av: Ansökan",
        "K.P.",
        "Jag läser in utan",
    ):
        assert words in html
    assert "Provexempel" not in html
    order = {"las-in": "1", "left_out": "1"}
    assert "Kryssa i rutan" in client.post(page, order).content.decode()
    assert client.post(page, order | {"knowingly": "on"}).url == page
    with acting_as(cast.carin):
        worked(CaseImport.objects.select_related("owner").get())
        case = Imported.objects.first().case
        assert Job.objects.own(cast.carin).count() == 2
    assert "2 ärenden är inlästa" in client.get(page).content.decode()
    html = client.get(reverse("case", args=[case.pk])).content.decode()
    assert "Ärendet är inläst från en fil" in html
