"""A youth of 16 with two guardians, of whom one can't be reached: from referral to enrolment.

What is refused on the way is refused in words, and mended where the words say.
"""

from collections.abc import Callable

import pytest

from tests.browser.before_enrolment import (
    carin_puts_people_on_it,
    lotta_asks_about_needs,
    lotta_assesses_the_child,
    lotta_begins_the_inquiry,
    lotta_logs_the_case,
)
from tests.browser.conftest import Site
from tests.browser.consent_steps import (
    POLICE,
    lotta_fills_in_the_consent,
    lotta_informs,
    lotta_notes_the_answer,
    lotta_writes_who_signed,
)
from tests.browser.enrolment import carin_approves_it, ulla_hands_it_over, ulla_investigates
from tests.browser.pages import Visitor
from tests.browser.walked import Walked
from tests.lib.test_uploads import a_photograph


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

BILLIE = Walked("Billie", "Provsson", 16, "SIG unga", ("Vårdnadshavare 1",))
PREVENTED = "Den andra är förhindrad (FB 6:13)"

Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def _nothing_of_the_person_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visitor, "secrets", BILLIE.secrets)


def test_r15_a_youth_whose_other_guardian_is_out_of_reach_is_enrolled(
    site: Site, visit: Visit
) -> None:
    """Planted: with the ground not asked for in ``missing_givers`` the first refusal is another."""
    cast = site.cast
    lotta, ulla, carin = visit(cast.lotta), visit(cast.ulla), visit(cast.carin)
    case = lotta_logs_the_case(lotta, BILLIE)
    lotta_cannot_begin_yet(lotta)
    carin_puts_people_on_it(carin, (cast.ulla, "Utredare"), (cast.sam, "Samordnare"))
    lotta.opens(case)
    lotta_assesses_the_child(lotta)
    lotta_begins_the_inquiry(lotta, case)
    lotta_informs(lotta, BILLIE)
    lotta_asks_about_needs(lotta, case)
    lotta_asks_whom_she_may_not(lotta, case)
    lotta_prints_and_registers_consent(lotta, case)
    lotta_keeps_the_original(lotta)
    lotta_asks_the_police_twice(lotta)
    nobody_decides_yet(ulla, carin, case)
    ulla_investigates(ulla, carin, case, BILLIE)
    ulla_hands_it_over(ulla, case)
    carin_approves_it(carin)
    lotta.opens(case)
    lotta.sees("Planen är inte påbörjad.")


def lotta_cannot_begin_yet(lotta: Visitor) -> None:
    """A child's assessments come first (R29)."""
    lotta.cannot_press("Börja utreda")
    lotta.sees("Förhandsbedömningen saknas: om utredning ska inledas.")


def lotta_asks_whom_she_may_not(lotta: Visitor, case: str) -> None:
    """Before the consent the police can't be asked, and the page says why (R9)."""
    lotta.opens(f"{case}medgivanden/polisen/")
    lotta.sees("Polisen kan inte tillfrågas än. Inget medgivande låter polisen i dag få veta om")


def lotta_prints_and_registers_consent(lotta: Visitor, case: str) -> None:
    """The paper is signed by two; the ground, its reason and the child's maturity stand for the third."""
    lotta_fills_in_the_consent(lotta, case)
    lotta_writes_who_signed(lotta, *BILLIE.guardians)
    lotta_prints_it(lotta)
    for label, value, lacking in (
        ("", "", "En vårdnadshavares medgivande saknas. Ange grunden, eller fyll i båda."),
        ("", PREVENTED, "Skälet till att en vårdnadshavare saknas är inte beskrivet."),
        (
            "Skälet till att en vårdnadshavare saknas",
            "Pappan är utomlands och har inte svarat på brev, mejl eller telefon på tre veckor.",
            "Barnets ålder och mognad är inte bedömd.",
        ),
    ):
        if label:
            lotta.fills(label, value)
        elif value:
            lotta.chooses("Om en vårdnadshavare saknas: grund", value)
        lotta.presses("Registrera medgivande")
        lotta.sees(lacking, "Inget har sparats än. Det du skrev står kvar.")
    lotta.fills("Bedömning av barnets ålder och mognad", "Förstår vad medgivandet innebär.")
    lotta.presses("Registrera medgivande")
    lotta.sees(POLICE, among="Vem får veta vad i dag")
    lotta.sees(f"En vårdnadshavare saknas: {PREVENTED}.", "Originalet saknas")


def lotta_prints_it(lotta: Visitor) -> None:
    paper = lotta.presses_for_a_window("Skriv ut för underskrift i ett nytt fönster")
    paper.sees("Medgivande att dela uppgifter", BILLIE.name, "Vårdnadshavare 2", POLICE)
    paper.page.close()


def lotta_keeps_the_original(lotta: Visitor) -> None:
    """A web page that calls itself a PDF is no paper; a photograph is."""
    lotta.page.get_by_role("link", name="Lägg till originalet").click()
    lotta.puts_in("Det påskrivna pappret", "papper.pdf", b"<html><script>alert(1)</script></html>")
    lotta.presses("Spara originalet")
    lotta.sees("Filen är varken PDF, PNG eller JPEG.")
    lotta.puts_in("Det påskrivna pappret", f"{BILLIE.name}.jpg", a_photograph())
    lotta.presses("Spara originalet")
    lotta.sees("Originalet är sparat.", "Hämta originalet (JPEG")
    original = lotta.fetches("Hämta originalet")
    assert original.headers["content-disposition"] == 'attachment; filename="medgivande.jpg"'


def lotta_asks_the_police_twice(lotta: Visitor) -> None:
    """They want more first; for SIG unga that warns and doesn't stop (R13)."""
    lotta.follows("Se begäran och svar")
    for result in ("Mer underlag behövs", "Lämplig"):
        lotta.presses("Fråga polisen")
        lotta.sees("Polisen har inte svarat.")
        lotta_notes_the_answer(lotta, result)
        lotta.sees(result, among="Begäran och svar")


def nobody_decides_yet(ulla: Visitor, carin: Visitor, case: str) -> None:
    """What is left is named, and the manager doesn't get ahead of it."""
    ulla.opens(case)
    ulla.cannot_press("Lämna för beslut")
    ulla.opens(f"{case}steg/lamna-for-beslut/")
    ulla.presses("Lämna för beslut")
    ulla.sees(
        "Hotbildsbedömningen (3.3) är inte påskriven.",
        "Samtycke till insatsen saknas. Medgivandet att dela uppgifter räcker inte.",
        "Förslaget till beslut är inte skrivet.",
    )
    carin.opens(f"{case}steg/bevilja/")
    carin.fills("Delegationspunkt", "3.1")
    carin.presses("Bevilja inskrivning")
    carin.sees("Ärendet är i steg 2. Det här görs i steg 3.")
