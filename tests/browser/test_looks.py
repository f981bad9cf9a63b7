"""The watching of pages: that it catches what it is for, and every page on a telephone."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from cases.models import Case
from tests.browser.conftest import Site
from tests.browser.pages import TELEPHONE, Visitor, violations
from tests.stories import agency_in, running_case
from tests.story_meetings import booked, told


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

Visit = Callable[..., Visitor]

# Each with the browser's script that breaks the page, and what is then said.
PLANTED = {
    "a picture without a text": ("add('<img src=\"data:,\">')", "alternative text"),
    "a field without a label": ("add('<input>')", "form element has a label"),
    "text too faint to read": ("add('<p id=\"faint\">Text</p>').style.color = '#ccc'", "contrast"),
    "wider than the screen": ("add('<p>Bred</p>').style.width = '500px'", "wider than"),
    "a style inside the page": (
        "add('<p style=\"color: red\">Text</p>')",
        "Content Security Policy",
    ),
    "a name in the title": ("document.title = 'Jonatan – SIG'", "in its title"),
    "a number in the address": ("history.pushState('', '', '?q=201001072392')", "personnummer"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_in_a_page_is_caught(
    name: str, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted, one at a time: everything that ``Visitor.looks`` is there to find."""
    monkeypatch.setattr(Visitor, "secrets", {"Jonatan"})
    script, said = PLANTED[name]
    visitor = visit(size=TELEPHONE)
    visitor.opens("/konto/in/")
    visitor.page.evaluate(f"""() => {{
        const main = document.querySelector('main');
        const add = (html) => {{
          main.insertAdjacentHTML('beforeend', `<h2>{name}</h2>` + html);
          return main.lastElementChild;
        }};
        {script};
    }}""")
    with pytest.raises(AssertionError, match=said):
        visitor.looks()


@pytest.fixture(scope="module")
def case(site: Site) -> Case:
    """In step 5, with a network meeting booked."""
    cast = site.cast
    case = running_case(cast)
    police = agency_in(cast.hv, cast.lotta)
    told(case, cast.lotta, police)
    booked(case, cast.lotta, police)
    return case


def test_every_page_fits_a_telephone_and_is_accessible_there(
    site: Site, case: Case, visit: Visit
) -> None:
    of_case = reverse("case", args=[case.pk])
    pages = {
        site.cast.lotta: (
            *("/", "/arenden/", "/arenden/nytt/", "/moten/", of_case),
            *(f"{of_case}{page}/" for page in ("aktualisering", "utredning", "inventering")),
            *(f"{of_case}medgivanden/{page}" for page in ("", "information/", "nytt/", "polisen/")),
            *(f"{of_case}plan/{page}" for page in ("", "dela-ut/", "version/1/")),
            *(f"{of_case}{page}/" for page in ("moten", "moten/boka", "uppfoljning", "journal")),
        ),
        site.cast.ulla: [f"{of_case}{page}/" for page in ("hotbild", "kriterier", "beslut")],
        site.cast.carin: (
            *("/", "/arenden/"),
            *(f"{of_case}{page}/" for page in ("handlaggare", "logg", "steg/skriv-ut")),
        ),
    }
    for user, addresses in pages.items():
        visitor = visit(user, TELEPHONE)
        for address in addresses:
            visitor.opens(address)
    lotta_at_the_meeting_and_in_the_menu(visit(site.cast.lotta, TELEPHONE), of_case)


def lotta_at_the_meeting_and_in_the_menu(lotta: Visitor, of_case: str) -> None:
    lotta.opens(f"{of_case}moten/")
    lotta.follows("kl. 14.30")
    lotta.sees("Dagordning")
    lotta.page.get_by_role("button", name="Meny").click()
    lotta.sees("Inloggad som Lotta Lind")
    assert not violations(lotta.page)
    lotta.follows("Ärenden", among="Huvudmeny")
