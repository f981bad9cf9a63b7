"""Unsaved text: kept on the server while one writes, offered again, seen by nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import LogEntry
from cases.actions.needs import start_inventory
from cases.models import Case, Draft, JournalEntry
from organisation.access import acting_as
from organisation.models import User
from tests.people import Cast
from tests.stories import on_the_case, open_case_for, step
from tests.story_cases import lines, note, signed_in, threat


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


def draft(case: Case, name: str) -> str:
    return reverse("cases:draft", args=[case.pk, name])


def page(case: Case, name: str, *more: str) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *more])


def kept(case: Case, reader: User) -> list[Draft]:
    with acting_as(reader):
        return list(Draft.objects.of(case))


def html_of(client: Client, address: str, **query: str) -> str:
    return client.get(address, query).content.decode()


def test_the_form_begins_with_what_was_typed_and_not_saved(case: Case, cast: Cast) -> None:
    """Planted: with the form left empty, what was typed next took the place of the old text."""
    lotta = signed_in(cast.lotta)
    answer = lotta.post(draft(case, "journal"), note(text="Halvfärdigt", happened_on="2026-"))
    assert answer.content.decode().startswith("Utkast sparat ")
    html = html_of(lotta, page(case, "journal"))
    assert "Texten i formuläret är din egen, skriven i dag" in html
    assert "Kasta texten" in html
    assert "Halvfärdigt</textarea>" in html
    assert f'data-draft="{draft(case, "journal")}"' in html
    assert "error-summary" not in html


def test_each_note_that_is_mended_has_a_draft_of_its_own(case: Case, cast: Cast) -> None:
    """Planted: with one name for all of them the correction began with the new note's text."""
    lotta = signed_in(cast.lotta)
    lotta.post(page(case, "journal"), note(text="Påskrivet."))
    with acting_as(cast.lotta):
        old = JournalEntry.objects.of(case).get()
    lotta.post(draft(case, "journal"), note(text="En ny tanke."))
    html = html_of(lotta, page(case, "journal"), rattar=str(old.pk))
    assert "Påskrivet.</textarea>" in html
    assert "En ny tanke." not in html
    name = f"journal-{old.pk}"
    assert f'data-draft="{draft(case, name)}"' in html
    typed = note(text="Rättat, nästan.", corrects=str(old.pk))
    lotta.post(draft(case, name), typed)
    assert "Rättat, nästan." in html_of(lotta, page(case, "journal"), rattar=str(old.pk))
    lotta.post(page(case, "journal"), typed | {"correction_reason": "Fel dag."})
    assert [one.target for one in kept(case, cast.lotta)] == [""]


def test_a_form_beside_the_one_that_is_sent_keeps_its_draft(case: Case, cast: Cast) -> None:
    """Planted: with every draft left out of the answer, the next word took the place of the text."""
    ulla = signed_in(cast.ulla)
    ulla.post(draft(case, "beslut"), {"version": "0", "reasons": "Halva skälen"})
    refused = ulla.post(page(case, "insats_consent"), {"given_on": "i går"})
    assert "Halva skälen</textarea>" in refused.content.decode()


def test_saving_takes_the_draft_away_and_so_does_throwing(case: Case, cast: Cast) -> None:
    lotta = signed_in(cast.lotta)
    form = note()
    lotta.post(draft(case, "journal"), form)
    lotta.post(page(case, "journal"), form)
    assert kept(case, cast.lotta) == []
    lotta.post(draft(case, "journal"), note(text="Nytt"))
    assert lotta.post(draft(case, "journal"), {"kasta": "1"}).url == page(case, "journal")
    assert kept(case, cast.lotta) == []
    with acting_as(cast.lotta):
        assert JournalEntry.objects.of(case).count() == 1


def waiting(case: Case, reader: User) -> list[Draft]:
    return [draft for draft in kept(case, reader) if draft.fields]


@pytest.mark.parametrize("sent_to", ["saved", "thrown away"])
def test_what_a_sent_page_has_on_its_way_is_no_draft(sent_to: str, case: Case, cast: Cast) -> None:
    """Its last words were sent with it, however late they come by themselves.

    Planted: with the mark of the sent page not asked for, they stood in the next form as unsaved.
    """
    lotta, mark = signed_in(cast.lotta), {"draft_page": "1-2-3-4"}
    typed = note(text="Nästan hela tanken") | mark
    lotta.post(draft(case, "journal"), typed)
    if sent_to == "saved":
        lotta.post(page(case, "journal"), typed)
    else:
        lotta.post(draft(case, "journal"), mark | {"kasta": "1"})
    late = lotta.post(draft(case, "journal"), typed)
    assert (late.status_code, waiting(case, cast.lotta)) == (409, [])
    assert "Det här är redan sparat." in late.content.decode()
    assert "Kasta texten" not in html_of(lotta, page(case, "journal"))
    lotta.post(draft(case, "journal"), note(text="En ny tanke") | {"draft_page": "5-6-7-8"})
    assert "En ny tanke</textarea>" in html_of(lotta, page(case, "journal"))
    assert lotta.post(draft(case, "journal"), typed).status_code == 409  # later still


def test_a_draft_is_shown_to_its_own_user_only(case: Case, cast: Cast) -> None:
    """Planted: without the user in the look-up Sam was offered Lotta's text."""
    signed_in(cast.lotta).post(draft(case, "journal"), note(text="Lottas tankar"))
    for user in (cast.sam, cast.ulla, cast.carin):
        html = html_of(signed_in(user), page(case, "journal"))
        assert "Lottas tankar" not in html
        assert "Kasta texten" not in html
    signed_in(cast.sam).post(draft(case, "journal"), {"kasta": "1"})
    assert len(kept(case, cast.lotta)) == 1


def test_who_may_not_write_in_the_form_keeps_no_draft(case: Case, cast: Cast) -> None:
    for user, name, status in (
        (cast.carin, "journal", 403),
        (cast.lotta, "hotbild", 403),
        (cast.lars, "journal", 404),
        (cast.farah, "journal", 404),
        (cast.lotta, "okand", 404),
        (cast.lotta, f"journal-{'x' * 41}", 404),
    ):
        assert signed_in(user).post(draft(case, name), note()).status_code == status
    assert kept(case, cast.lotta) == []


def test_a_sitting_is_one_row_in_the_log_and_no_version(case: Case, cast: Cast) -> None:
    lotta = signed_in(cast.lotta)
    with acting_as(cast.lotta):
        start_inventory(case=case, by=cast.lotta)
    for text in ("a", "ab", "abc"):
        lotta.post(draft(case, "inventering-vilja"), {"version": "0", "motivation_words": text})
    with acting_as(cast.lotta):
        entries = LogEntry.objects.filter(event="draft.kept")
        assert entries.count() == 1
        for one in Draft.objects.of(case):
            Draft.objects.filter(pk=one.pk).update(updated_at=one.updated_at - timedelta(hours=1))
    lotta.post(draft(case, "inventering-vilja"), {"version": "0", "motivation_words": "abcd"})
    with acting_as(cast.lotta):
        assert entries.count() == 2
        assert not LogEntry.objects.filter(event="case.read", actor=str(cast.lotta.pk)).exists()
    html = html_of(lotta, page(case, "needs_part", "vilja"))
    assert "abcd</textarea>" in html


def test_lines_are_kept_too_even_half_typed(case: Case, cast: Cast) -> None:
    with acting_as(cast.lotta):
        start_inventory(case=case, by=cast.lotta)
    lotta = signed_in(cast.lotta)
    typed = lines("needstalk", {"held_on": "i går", "place": "Biblioteket"}, {"place": "Hemma"})
    lotta.post(draft(case, "inventering-samtal"), typed)
    html = html_of(lotta, page(case, "needs_part", "samtal"))
    for text in ('value="Biblioteket"', 'value="Hemma"'):
        assert text in html
    assert "error-summary" not in html


def test_a_threat_draft_is_gone_on_with_and_a_stale_one_gives_both(case: Case, cast: Cast) -> None:
    ulla = signed_in(cast.ulla)
    ulla.post(draft(case, "hotbild"), threat(description="Halva tanken", level="4"))
    html = html_of(ulla, page(case, "threat"))
    assert "Halva tanken</textarea>" in html
    assert "Samtal med deltagaren.</textarea>" in html


@pytest.mark.parametrize(
    "name", ["inventering-samtal", "hotbild", "kriterier", "beslut", "mal-nytt"]
)
def test_any_rubbish_is_kept_and_breaks_no_page(name: str, case: Case, cast: Cast) -> None:
    with acting_as(cast.ulla):
        start_inventory(case=case, by=cast.ulla)
    ulla = signed_in(cast.ulla)
    rubbish = {
        "needstalk-TOTAL_FORMS": "tusen",
        "made_on": "\x00",
        "version": "många",
        "level": "\ud800".encode("utf-8", "replace"),
        "once": "x" * 1000,
        "period_from": "i går",
    }
    assert ulla.post(draft(case, name), rubbish).status_code == 200
    pages = {
        "inventering-samtal": page(case, "needs_part", "samtal"),
        "hotbild": page(case, "threat"),
        "kriterier": page(case, "criteria"),
        "beslut": page(case, "decision"),
        "mal-nytt": reverse("plans:plan", args=[case.pk]),
    }
    assert ulla.get(pages[name]).status_code == 200


def test_a_closed_case_keeps_no_draft(case: Case, cast: Cast) -> None:
    step(case, "borja-utreda", cast.lotta)
    step(case, "avsluta-utan-insats", cast.carin, reason="Vill inte.")
    answer = signed_in(cast.lotta).post(draft(case, "journal"), note())
    assert answer.status_code == 409
    assert "Ärendet är avslutat." in answer.content.decode()
    assert kept(case, cast.lotta) == []


def test_the_session_tells_who_is_signed_in_and_gives_their_token(cast: Cast) -> None:
    client = signed_in(cast.lotta)
    told = client.get("/konto/session/").json()
    assert (told["user"], told["name"]) == (cast.lotta.pk, "Lotta Lind")
    assert told["token"]
    nobody = Client().get("/konto/session/").json()
    assert (nobody["user"], nobody["name"]) == (None, "")


def test_a_draft_that_nobody_is_signed_in_for_is_answered_with_401(case: Case) -> None:
    answer = Client().post(draft(case, "journal"), note(), headers={"HX-Request": "true"})
    assert answer.status_code == 401
