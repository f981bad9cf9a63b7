"""The journal is written once and mended by a new entry; the log tells the manager who did what."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import ProgrammingError, transaction
from django.urls import reverse

from audit.events import SENTENCES
from audit.models import LogEntry
from cases.models import Case, JournalEntry
from organisation.access import acting_as
from tests.people import Cast
from tests.stories import on_the_case, open_case_for
from tests.story_cases import note, notes_of, signed_in


pytestmark = pytest.mark.django_db

APPS = ("sig", "audit", "organisation", "cases", "consent", "plans", "meetings", "followup")
CODE = re.compile(
    r"(?:@audited\(|\brecord\(|\brecord_many\(|\bevent(?:: str)?\s*=)\s*\"([a-z_]+\.[a-z_]+)\""
)


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


def page(case: Case, name: str = "journal") -> str:
    return reverse(f"cases:{name}", args=[case.pk])


def test_a_note_is_written_once_however_often_the_button_is_pressed(case: Case, cast: Cast) -> None:
    client = signed_in(cast.lotta)
    form = note()
    for _ in range(2):
        assert client.post(page(case), form).url == page(case)
    (entry,) = notes_of(case, cast.lotta)
    assert (entry.written_by, entry.written_title) == (cast.lotta, "Lots")


def test_notes_stand_newest_first(case: Case, cast: Cast) -> None:
    client = signed_in(cast.lotta)
    for day in ("2026-01-02", "2026-03-04", "2026-02-03"):
        client.post(page(case), note(happened_on=day, text=f"Hände {day}"))
    html = client.get(page(case)).content.decode()
    places = [html.index(f"Hände {day}") for day in ("2026-03-04", "2026-02-03", "2026-01-02")]
    assert places == sorted(places)


def test_long_journals_are_paged(case: Case, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.views.journal.NOTES", 2)
    client = signed_in(cast.lotta)
    for count in range(3):
        client.post(page(case), note(text=f"Anteckning {count}"))
    first = client.get(page(case))
    second = client.get(page(case) + first.context["page"].next_url)
    seen = [entry.text for answer in (first, second) for entry in answer.context["page"].rows]
    assert seen == ["Anteckning 2", "Anteckning 1", "Anteckning 0"]


def test_r52_mending_is_a_new_entry_and_the_old_one_stands(case: Case, cast: Cast) -> None:
    """Planted: a form that forgets ``corrects`` leaves two notes with nothing between them."""
    client = signed_in(cast.lotta)
    client.post(page(case), note(text="Fel uppgift"))
    (old,) = notes_of(case, cast.lotta)
    html = client.get(page(case), {"rattar": str(old.pk)}).content.decode()
    assert "Rättelsen blir en ny anteckning." in html
    client.post(
        page(case), note(text="Rätt uppgift", corrects=str(old.pk), correction_reason="Fel dag")
    )
    texts = {entry.text: entry.corrects_id for entry in notes_of(case, cast.lotta)}
    assert texts == {"Fel uppgift": None, "Rätt uppgift": old.pk}
    assert "Rättad" in client.get(page(case)).content.decode()
    with acting_as(cast.lotta), pytest.raises(ProgrammingError), transaction.atomic():
        JournalEntry.objects.update(text="Ändrad i efterhand")


def test_an_entry_of_another_case_cannot_be_mended_from_here(case: Case, cast: Cast) -> None:
    other = open_case_for(cast.lotta, cast.hv)
    client = signed_in(cast.lotta)
    client.post(page(other), note(text="I ett annat ärende"))
    (foreign,) = notes_of(other, cast.lotta)
    html = client.get(page(case), {"rattar": str(foreign.pk)}).content.decode()
    assert "I ett annat ärende" not in html
    for key in (str(foreign.pk), "inget uuid"):
        html = client.post(page(case), note(corrects=key)).content.decode()
        assert "Anteckningen som skulle rättas finns inte i ärendet." in html
    assert notes_of(case, cast.lotta) == []


def test_the_manager_reads_the_journal_and_does_not_write_in_it(case: Case, cast: Cast) -> None:
    signed_in(cast.lotta).post(page(case), note())
    html = signed_in(cast.carin).get(page(case)).content.decode()
    assert "Hembesök. Ingen öppnade." in html
    assert "<textarea" not in html
    assert signed_in(cast.carin).post(page(case), note()).status_code == 403


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"happened_on": "2026-09-31"}, "Datumet finns inte."),
        ({"happened_on": "2999-01-01"}, "Datumet ligger i framtiden."),
        ({"text": ""}, "Detta fält måste fyllas i."),
        ({"text": "x" * 100_000}, "20000 tecken"),
        ({"text": "Hej\x00"}, "Null-tecken"),
        ({"once": "fel"}, "Öppna sidan igen"),
    ],
)
def test_bad_input_is_refused_in_words(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    response = signed_in(cast.lotta).post(page(case), note(**changes))
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert notes_of(case, cast.lotta) == []


def test_the_manager_reads_in_words_who_has_read_and_written(case: Case, cast: Cast) -> None:
    signed_in(cast.lotta).post(page(case), note(text="Ord som inte hör hemma i loggen"))
    html = signed_in(cast.carin).get(page(case, "log")).content.decode()
    for text in ("Lotta Lind", "Skrev i journalen", "Öppnade ärendet", "Läste loggen"):
        assert text in html
    assert "Ord som inte hör hemma" not in html
    with acting_as(cast.carin):
        assert LogEntry.objects.filter(event="log.read", case=case.pk).exists()


def test_only_those_who_review_the_log_read_it(case: Case, cast: Cast) -> None:
    for user in (cast.lotta, cast.sam, cast.ulla):
        assert signed_in(user).get(page(case, "log")).status_code == 403
    assert signed_in(cast.frank).get(page(case, "log")).status_code == 404


def codes() -> set[str]:
    """Every event that the code of the apps writes to the log."""
    root = Path(settings.BASE_DIR)
    files = (file for app in APPS for file in (root / app).rglob("*.py"))
    return {code for file in files for code in CODE.findall(file.read_text())}


def test_every_event_has_a_sentence_and_every_sentence_an_event() -> None:
    assert codes() - SENTENCES.keys() == set()
    assert SENTENCES.keys() - codes() == set()


@pytest.mark.parametrize(
    "planted",
    ['@audited("planted.code")', 'log.record("planted.code", by=user)', 'event="planted.code"'],
)
def test_an_event_without_a_sentence_is_found(planted: str) -> None:
    """Planted: each way in which an event is written."""
    assert CODE.findall(planted) == ["planted.code"]
