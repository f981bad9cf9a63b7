"""The pages of the roles' own duties, each opened by whoever has the duty, on a telephone."""

from collections.abc import Callable, Iterable

import pytest
from django.urls import reverse

from cases.actions.disqualifications import declare
from cases.models import Case, Disqualification
from consent.models import Consent
from organisation.access import acting_as
from organisation.models import User
from tests.browser.conftest import Site
from tests.browser.pages import TELEPHONE, Visitor
from tests.stories import emergency_for, investigated_case, running_case
from tests.story_meetings import paused


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def inquiry(site: Site) -> Case:
    """In step 2, with all that the decision rests on."""
    return investigated_case(site.cast)


@pytest.fixture(scope="module")
def running(site: Site) -> Case:
    return running_case(site.cast)


def opens_all(visitor: Visitor, case: Case, pages: Iterable[str]) -> None:
    of_case = reverse("case", args=[case.pk])
    for page in pages:
        visitor.opens(f"{of_case}{page}")


def window(visit: Visit, user: User) -> Visitor:
    return visit(user, TELEPHONE)


def test_the_pages_of_an_inquiry(site: Site, inquiry: Case, visit: Visit) -> None:
    lotta = window(visit, site.cast.lotta)
    opens_all(lotta, inquiry, ["aktualisering/", "inventering/", "inventering/ratta/"])
    lotta.fills("Skäl till rättelsen", "Personen ångrar ett svar.")
    lotta.presses("Öppna rättelsen")
    opens_all(lotta, inquiry, [f"inventering/del/{part}/" for part in ("samtal", "natverk")])
    opens_all(window(visit, site.cast.ulla), inquiry, ["hotbild/", "hotbild/ratta/", "kriterier/"])
    opens_all(window(visit, site.cast.carin), inquiry, ["aktualisering/", "hotbild/", "beslut/"])


def test_whoever_saves_last_reads_what_the_first_one_saved(
    site: Site, inquiry: Case, visit: Visit
) -> None:
    first, last = (window(visit, site.cast.ulla) for _ in range(2))
    for ulla in (first, last):
        opens_all(ulla, inquiry, ["beslut/"])
    first.fills("Motivering", "Det första förslaget.")
    first.presses("Spara förslaget")
    last.fills("Motivering", "Det andra förslaget.")
    with last.page.expect_navigation():
        last.page.get_by_role("button", name="Spara förslaget").click()
    last.complaints.clear()  # the browser calls the answer, 409, an error
    last.sees("Ulla Utsikt sparade i dag kl.")
    last.looks()


def test_the_pages_of_who_may_see_the_case(site: Site, running: Case, visit: Visit) -> None:
    cast = site.cast
    emergency_for(running, cast.lars)
    with acting_as(cast.ulla):
        held = Disqualification(case=running, user=cast.ulla, ground="other", words="Granne.")
        declare(disqualification=held, by=cast.ulla)
    lars = window(visit, cast.lars)
    lars.opens("/arenden/nodatkomst/")
    lars.sees(running.number)
    opens_all(window(visit, cast.sam), running, ["handlaggare/", "skydd/", "jav/"])
    carin = window(visit, cast.carin)
    opens_all(carin, running, ["handlaggare/", f"jav/{held.pk}/", "logg/"])
    carin.follows("Nödåtkomster i stadsdelen")
    carin.presses(f"Har läst om nödåtkomsten till {running.number} för Lars Lager")


def test_the_pages_of_who_leads_the_stadsdel(site: Site, running: Case, visit: Visit) -> None:
    """Caught: two landmarks of the same name where a pause is shown."""
    carin = window(visit, site.cast.carin)
    paused(running, site.cast.carin)
    for page in ("/moten/veckan/", "/aviseringar/", "/arenden/ej-verkstallda/"):
        carin.opens(page)
    of_meetings = ["moten/", "moten/hinder/"]
    opens_all(carin, running, [*of_meetings, "uppfoljning/kontaktforsok/", "steg/skriv-ut/"])


def test_the_manager_names_a_deputy(site: Site, visit: Visit) -> None:
    carin = window(visit, site.cast.carin)
    carin.opens("/ersattare/")
    carin.presses("Utse")
    carin.chooses("Ersättare", "Lars Lager")
    carin.fills("Från och med", "2030-01-01")
    carin.fills("Till och med", "2030-01-09")
    carin.fills("Skäl", "Semester")
    carin.presses("Utse")
    carin.sees("Kommande", among="Nu och framöver")


def test_the_pages_of_journal_and_consents(site: Site, running: Case, visit: Visit) -> None:
    lotta = window(visit, site.cast.lotta)
    opens_all(lotta, running, ["journal/"])
    lotta.fills("Anteckning", "Hembesök. Ingen öppnade.")
    lotta.presses("Spara som arbetsanteckning")
    lotta.sees("Dina arbetsanteckningar")
    lotta.fills("Anteckning", "Hembesök. Mamma öppnade.", among="Ny anteckning")
    lotta.presses("Skriv på anteckningen")
    lotta.follows("Rätta")
    lotta.page.go_back()
    lotta.follows("Anteckna invändning")
    with acting_as(site.cast.lotta):
        consent = Consent.objects.of(running).first()
    assert consent
    pages = ["", "utan-medgivande/", "aterkalla-allt/", f"{consent.pk}/original/"]
    opens_all(lotta, running, [f"medgivanden/{page}" for page in pages])
    opens_all(lotta, running, ["att-gora/"])


def test_who_has_no_cases_is_told_so_on_the_first_page(site: Site, visit: Visit) -> None:
    for user in (site.cast.uno, site.cast.sara, site.cast.fred):
        visitor = window(visit, user)
        visitor.sees("Din roll har inga ärenden.")
        visitor.page.get_by_role("button", name="Meny").click()
        visitor.sees(f"Inloggad som {user}", "Logga ut")
