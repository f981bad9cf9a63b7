"""What people do without thinking: the keyboard, a double click, Back, reload, a slip of the pen."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.urls import reverse
from playwright.sync_api import Error, Locator, Page, Route, expect

from cases.models import Case, JournalEntry
from organisation.access import acting_as
from sig.lib.dates import today
from tests.browser.conftest import PASSWORD, Site
from tests.browser.pages import Visitor
from tests.stories import running_case
from tests.story_meetings import booked


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

NAME = "Jonatan Ekexempel"
TABS_ENOUGH = 40

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def case(site: Site) -> Case:
    """With a meeting tomorrow, so that it stands on Lotta's Min dag."""
    case = running_case(site.cast)
    booked(case, site.cast.lotta)
    return case


@pytest.fixture
def journal(case: Case) -> str:
    return reverse("cases:journal", args=[case.pk])


def tabs_to(visitor: Visitor, wanted: Locator) -> None:
    """By the Tab key alone. Where the focus stands can be seen all the way."""
    for _ in range(TABS_ENOUGH):
        visitor.page.keyboard.press("Tab")
        focused = visitor.page.locator(":focus")
        assert focused.evaluate(SHOWS_FOCUS), f"no focus to see on {focused.inner_text()}"
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{TABS_ENOUGH} tabs don't reach {wanted}")


SHOWS_FOCUS = """one => {
  const style = getComputedStyle(one);
  return one.matches(':focus-visible')
    && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
}"""


def test_the_keyboard_is_enough_to_sign_in_and_open_the_first_row(
    site: Site, case: Case, visit: Visit
) -> None:
    visitor = visit()
    visitor.opens("/konto/in/")
    page, keys = visitor.page, visitor.page.keyboard
    tabs_to(visitor, visitor.field("Användarnamn"))
    keys.type("lotta")
    tabs_to(visitor, visitor.field("Lösenord"))
    keys.type(PASSWORD)
    with page.expect_navigation():
        keys.press("Enter")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#innehall")).to_be_focused()  # past the menu
    tabs_to(visitor, page.get_by_role("link", name=case.number, exact=True).first)
    with page.expect_navigation():
        keys.press("Enter")
    visitor.sees(f"{NAME}, 16 år")


@pytest.mark.parametrize(
    ("guard", "sent", "saved"), [("script", 1, 1), ("server", 2, 1), ("nobody", 2, 2)]
)
def test_a_double_click_saves_once(
    guard: str, sent: int, saved: int, site: Site, case: Case, journal: str, visit: Visit
) -> None:
    """The page stops the second click; where its script is lost, the server knows the form again.

    Planted: with neither ("nobody" gives the form a new key in between) the note stands there twice.
    """
    lotta = visit(site.cast.lotta)
    line = SlowLine(lotta.page)
    if guard != "script":
        lotta.page.route("**/sig/sig*.js", lose)
    lotta.opens(journal)
    lotta.fills("Anteckning", f"Vakt: {guard}.")
    lotta.page.evaluate(TWO_CLICKS, [BETWEEN_CLICKS, guard == "nobody"])
    lotta.sees("Anteckningen är påskriven.")
    assert (line.sent, notes(site, case, f"Vakt: {guard}.")) == (sent, saved)


BETWEEN_CLICKS = 300  # ms
TWO_CLICKS = """([pause, another_key]) => {
  const save = document.querySelector('main .btn-primary');
  save.click();
  setTimeout(() => {
    if (another_key) document.querySelector('[name=once]').value = crypto.randomUUID();
    save.click();
  }, pause);
}"""


def lose(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body="")


class SlowLine:
    """What is sent arrives at once; its answer takes so long that people click again."""

    def __init__(self, page: Page) -> None:
        self.page, self.sent = page, 0
        page.route(re.compile("/journal/$"), self._carry)

    def _carry(self, route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        self.sent += 1
        answer = route.fetch(max_redirects=0)
        self.page.wait_for_timeout(2 * BETWEEN_CLICKS)
        with suppress(Error):  # nobody waits for the first answer when the form is sent again
            route.fulfill(response=answer)


def notes(site: Site, case: Case, text: str) -> int:
    with acting_as(site.cast.lotta):
        return JournalEntry.objects.of(case).filter(text=text).count()


def test_reload_and_back_after_saving_write_nothing_more(
    site: Site, case: Case, journal: str, visit: Visit
) -> None:
    lotta = visit(site.cast.lotta)
    lotta.opens(journal)
    lotta.fills("Anteckning", "En gång.")
    lotta.presses("Skriv på anteckningen")
    lotta.page.reload()
    lotta.sees("En gång.")
    lotta.page.go_back()
    lotta.page.go_forward()
    assert notes(site, case, "En gång.") == 1


def test_the_reload_of_a_post_that_was_refused_saves_nothing(
    site: Site, case: Case, journal: str, visit: Visit
) -> None:
    lotta = visit(site.cast.lotta)
    refused(lotta, journal)
    lotta.page.reload()  # sends the form again
    lotta.sees("Datumet ligger i framtiden.")
    assert notes(site, case, "Ett långt samtal.") == 0


def refused(lotta: Visitor, journal: str) -> None:
    lotta.opens(journal)
    lotta.fills("Händelsen inträffade", "2099-01-01")
    lotta.fills("Anteckning", "Ett långt samtal.")
    lotta.presses("Skriv på anteckningen")


def test_what_was_typed_outlives_a_slip_and_the_slip_is_read_first(
    site: Site, case: Case, journal: str, visit: Visit
) -> None:
    lotta = visit(site.cast.lotta)
    refused(lotta, journal)
    summary = lotta.page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(lotta.field("Anteckning")).to_have_value("Ett långt samtal.")
    summary.get_by_role("link").click()
    day = lotta.field("Händelsen inträffade")
    expect(day).to_be_focused()
    expect(day).to_have_attribute("aria-invalid", "true")
    lotta.fills("Händelsen inträffade", today().isoformat())
    lotta.presses("Skriv på anteckningen")
    assert notes(site, case, "Ett långt samtal.") == 1


def test_back_after_signing_out_shows_nobody(site: Site, case: Case, visit: Visit) -> None:
    """On a shared computer the page of the one before is gone. Planted: see the next test."""
    lotta = visit(site.cast.lotta)
    signs_out_and_goes_back(lotta, case)
    lotta.sees("Logga in", "Lösenord")
    lotta.sees_nothing_of(NAME)


def test_back_shows_a_page_that_the_browser_may_keep(site: Site, case: Case, visit: Visit) -> None:
    """The plant: without "no-store" the name is back, so the test above can fail."""
    lotta = visit(site.cast.lotta)
    lotta.page.route(re.compile("/arenden/"), may_be_kept)
    signs_out_and_goes_back(lotta, case)
    lotta.sees(NAME)


def may_be_kept(route: Route) -> None:
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "cache-control"}
    route.fulfill(response=answer, headers=headers)


def signs_out_and_goes_back(visitor: Visitor, case: Case) -> None:
    visitor.opens(reverse("case", args=[case.pk]))
    visitor.sees(NAME)
    visitor.presses("Logga ut")
    visitor.page.go_back(wait_until="commit")  # a kept page isn't loaded again
