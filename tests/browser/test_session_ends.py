"""The session ends while somebody writes: the text stays, and goes through once they sign in again."""

import time
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Case, Draft, JournalEntry
from organisation.access import acting_as
from tests.browser.conftest import PASSWORD, Site
from tests.browser.pages import Visitor, violations
from tests.stories import on_the_case, open_case_for


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

TEXT = "Ett långt samtal som inte får gå förlorat."

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def case(site: Site) -> Case:
    return on_the_case(open_case_for(site.cast.lotta, site.cast.hv), site.cast)


@pytest.fixture
def journal(case: Case) -> str:
    return reverse("cases:journal", args=[case.pk])


@pytest.fixture(autouse=True)
def _nothing_waits(site: Site, case: Case) -> None:
    with acting_as(site.cast.lotta):
        Draft.objects.of(case).delete()


def drafts(site: Site, case: Case) -> list[str]:
    with acting_as(site.cast.lotta):
        waiting = Draft.objects.of(case).exclude(fields={})
        return [draft.fields["text"][0] for draft in waiting]


def keeps(site: Site, case: Case, text: str) -> None:
    """Wait for the request that outlives its page."""
    for _ in range(50):
        if drafts(site, case) == [text]:
            return
        time.sleep(0.1)
    raise AssertionError(drafts(site, case))


def saved(site: Site, case: Case, text: str) -> int:
    with acting_as(site.cast.lotta):
        return JournalEntry.objects.of(case).filter(text=text).count()


def signs_in_over_the_page(page: Page, name: str) -> None:
    dialog = page.get_by_role("dialog", name="Du har loggats ut")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Användarnamn").fill(name)
    dialog.get_by_label("Lösenord").fill(PASSWORD)
    dialog.get_by_role("button", name="Logga in").click()


def test_what_is_typed_is_kept_on_the_server_and_offered_again(
    site: Site, case: Case, journal: str, visit: Visit
) -> None:
    lotta = visit(site.cast.lotta)
    lotta.opens(journal)
    lotta.fills("Anteckning", "Halva tanken")
    lotta.sees("Utkast sparat")
    assert drafts(site, case) == ["Halva tanken"]
    stored = "JSON.stringify({...localStorage, ...sessionStorage})"
    assert "Halva tanken" not in lotta.page.evaluate(stored)
    lotta.opens(journal)
    lotta.sees("Texten i formuläret är din egen, skriven i dag")
    expect(lotta.field("Anteckning")).to_have_value("Halva tanken")
    lotta.fills("Anteckning", "Halva tanken, och mer")
    lotta.sees("Utkast sparat")
    assert drafts(site, case) == ["Halva tanken, och mer"]
    lotta.opens(journal)
    lotta.fills("Anteckning", "Hela tanken")
    lotta.presses("Skriv på anteckningen")
    lotta.sees("Anteckningen är påskriven.")
    assert (saved(site, case, "Hela tanken"), drafts(site, case)) == (1, [])


def test_what_was_typed_as_the_page_was_left_is_kept_and_what_is_thrown_stays_away(
    site: Site, case: Case, journal: str, visit: Visit
) -> None:
    """Planted: without the last request the text was gone, and with it after a throw it came back."""
    lotta = visit(site.cast.lotta)
    lotta.opens(journal)
    lotta.fills("Anteckning", "I sista stund")
    lotta.opens("/")
    keeps(site, case, "I sista stund")
    lotta.opens(journal)
    expect(lotta.field("Anteckning")).to_have_value("I sista stund")
    lotta.fills("Anteckning", "Bort med det")
    lotta.presses("Kasta texten")
    lotta.sees("Texten är kastad.")
    lotta.opens(journal)
    expect(lotta.field("Anteckning")).to_have_value("")
    assert drafts(site, case) == []


def test_the_session_ends_while_one_types(
    site: Site, case: Case, journal: str, visit: Visit
) -> None:
    lotta = visit(site.cast.lotta)
    page = lotta.page
    lotta.opens(journal)
    Session.objects.all().delete()
    lotta.fills("Anteckning", TEXT)
    dialog = page.get_by_role("dialog", name="Du har loggats ut")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Användarnamn")).to_be_focused()
    assert violations(page) == ""
    for _ in range(8):  # the page behind it can't be reached
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') === null")
    dialog.get_by_label("Användarnamn").fill("lotta")
    dialog.get_by_label("Lösenord").fill("fel lösenord")
    dialog.get_by_role("button", name="Logga in").click()
    expect(dialog).to_contain_text("Användarnamnet eller lösenordet är fel.")
    signs_in_over_the_page(page, "lotta")
    expect(dialog).to_be_hidden()
    expect(lotta.field("Anteckning")).to_have_value(TEXT)
    lotta.sees("Utkast sparat")
    lotta.complaints.clear()  # the browser tells of the answers 401 and 400
    lotta.presses("Skriv på anteckningen")
    lotta.sees("Anteckningen är påskriven.")
    assert saved(site, case, TEXT) == 1


def test_save_pressed_at_once_after_the_session_ended_goes_through(
    site: Site, case: Case, journal: str, visit: Visit
) -> None:
    lotta = visit(site.cast.lotta)
    page = lotta.page
    lotta.opens(journal)
    page.context.clear_cookies()
    lotta.fills("Anteckning", "Tryckte direkt.")
    page.get_by_role("button", name="Skriv på anteckningen").click()
    with page.expect_navigation():
        signs_in_over_the_page(page, "lotta")
    lotta.sees("Anteckningen är påskriven.")
    assert saved(site, case, "Tryckte direkt.") == 1


def test_when_somebody_else_signs_in_nothing_is_sent_and_the_page_says_so(
    site: Site, case: Case, journal: str, visit: Visit
) -> None:
    lotta = visit(site.cast.lotta)
    page = lotta.page
    lotta.opens(journal)
    Session.objects.all().delete()
    lotta.fills("Anteckning", "Bara Lottas.")
    signs_in_over_the_page(page, "sam")
    expect(page.get_by_role("dialog")).to_contain_text(
        "Du är inloggad som Sam Sund. Texten på sidan är skriven av Lotta Lind och skickas inte."
    )
    assert violations(page) == ""
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Skriv på anteckningen").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    with acting_as(site.cast.sam):
        assert not Draft.objects.of(case).exists()
        assert saved(site, case, "Bara Lottas.") == 0
