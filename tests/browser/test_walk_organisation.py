"""Around the cases: a new colleague gets an account and a role, and is talked with about safety.

Besides what each part says, every page that they come to is watched (see pages.py).
"""

from collections.abc import Callable

import pytest

from sig.lib.dates import today
from tests.browser.conftest import Site
from tests.browser.pages import TELEPHONE, Visitor


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

Visit = Callable[..., Visitor]

NEW = "nina.ny"
CHOSEN = "en-egen-lang-mening-7"


# --- Systemförvaltaren, chefen och den nya ---------------------------------------------------------


def test_a_new_colleague_comes_in_by_two_pairs_of_eyes(site: Site, visit: Visit) -> None:
    """No role gives anything before the manager has approved it, and none does after it has ended."""
    fred, carin, nina = visit(site.cast.fred), visit(site.cast.carin), visit()
    link = fred_adds_her(fred)
    nina.page.goto(link)
    nina.looks()
    nina.fills("Nytt lösenord", CHOSEN)
    nina.fills("Nytt lösenord (igen)", CHOSEN)
    nina.presses("Spara lösenordet")
    nina.signs_in(NEW, CHOSEN)
    nina.sees_nothing_of("Ärenden")
    carin.opens("/")
    carin.sees("1 roll väntar på ditt godkännande.")
    carin.follows("Roller", among="Huvudmeny")
    carin.presses("Godkänn Nina Ny")
    nina.opens("/")
    nina.follows("Ärenden", among="Huvudmeny")
    fred_ends_it(fred)
    nina.opens("/")
    nina.sees_nothing_of("Ärenden")


def fred_adds_her(fred: Visitor) -> str:
    """The link is shown once, and lets her choose a password of her own."""
    fred.opens("/forvaltning/")
    for label, value in (
        *(("Användarnamn", NEW), ("Förnamn", "Nina"), ("Efternamn", "Ny")),
        ("Befattning", "Socialsekreterare"),
    ):
        fred.fills(label, value)
    fred.presses("Lägg till")
    fred.chooses("Roll", "Lots")
    fred.chooses("Stadsdel", "Hässelby-Vällingby")
    fred.fills("Från och med", today().isoformat())
    fred.fills("Skäl", "Anställning")
    fred.presses("Ge rollen")
    fred.sees("Väntar på godkännande")
    fred.presses("Ge en länk för att välja lösenord")
    return fred.page.get_by_text("/konto/losenord/").inner_text()


def fred_ends_it(fred: Visitor) -> None:
    fred.opens("/forvaltning/")
    fred.follows("Nina Ny")
    fred.page.get_by_role("button", name="Avsluta").first.click()
    fred.page.wait_for_load_state()
    fred.looks()
    fred.sees("Ingen roll.")


# --- Säkerhetssamtalet ------------------------------------------------------------------------------


def test_r39_a_safety_talk_is_held_signed_acknowledged_and_sent(site: Site, visit: Visit) -> None:
    carin, lotta, sara = (
        visit(user) for user in (site.cast.carin, site.cast.lotta, site.cast.sara)
    )
    carin_holds_it(carin)
    lotta.page.set_viewport_size(TELEPHONE)
    lotta.opens("/sakerhet/")
    lotta.page.locator("main tbody a").first.click()
    lotta.page.wait_for_load_state()
    lotta.looks()
    lotta.presses("Bekräfta")
    sara.opens("/sakerhet/")
    sara.sees_nothing_of("Lotta Lind")
    carin.presses("Skicka samtalet")
    carin.sees("Skickat till Sara Säker")
    sara.opens("/sakerhet/")
    sara.sees("Lotta Lind")


def carin_holds_it(carin: Visitor) -> None:
    carin.opens("/sakerhet/")
    carin.presses("Börja samtal med Lotta Lind")
    carin.presses("Spara och skriv på")
    carin.sees("Punkter utan svar i checklista")
    for answer in carin.page.get_by_role("radio", name="Ja", exact=True).all():
        answer.check()
    carin.ticks("Åtgärder vid hot och våld är genomgångna")
    carin.fills("Vad ni gick igenom", "Larmet, loggboken och vem som ringer polisen.")
    carin.presses("Spara och skriv på")
    carin.sees("Underskrift", "Påskrivet")


# --- Vad var och en annars öppnar ---------------------------------------------------------------------


def test_the_pages_around_the_cases_fit_a_telephone(site: Site, visit: Visit) -> None:
    """For each role what it opens; axe on every page."""
    partners = ("/samverkan/kontakter/", "/samverkan/resurser/", "/samverkan/overenskommelser/")
    pages = {
        site.cast.carin: (
            *(*partners, "/samverkan/kontakter/ny/", "/samverkan/kontakter/las-in/"),
            *("/upphandlingar/", "/arendeavstamning/", "/roller/", "/kompetens/"),
            "/arenden/las-in/",
        ),
        site.cast.lotta: (*partners, "/sakerhet/", "/kompetens/"),
        site.cast.fred: (
            *("/", "/forvaltning/", "/forvaltning/ersattare/", "/forvaltning/program/"),
            *("/forvaltning/listor/", "/forvaltning/lagrum/", "/roller/"),
        ),
        site.cast.sara: ("/", "/sakerhet/"),
    }
    for user, addresses in pages.items():
        visitor = visit(user, TELEPHONE)
        for address in addresses:
            visitor.opens(address)
