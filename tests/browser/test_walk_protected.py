"""An adult of 24 with protected identity: from referral to enrolment, seen by the named alone."""

from collections.abc import Callable

import pytest

from tests.browser.before_enrolment import (
    carin_puts_people_on_it,
    lotta_logs_the_case,
    lotta_prepares_it,
    number_of,
)
from tests.browser.conftest import Site
from tests.browser.enrolment import carin_approves_it, ulla_hands_it_over, ulla_investigates
from tests.browser.pages import Visitor
from tests.browser.walked import Walked, sees_none_of_it
from tests.lib.pdf_validation import broken_rules


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

CHARLIE = Walked("Charlie", "Låtsberg", 24, "SIG unga vuxna")

Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def _nothing_of_the_person_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visitor, "secrets", CHARLIE.secrets)


def test_r41_an_adult_with_protected_identity_is_enrolled_unseen(site: Site, visit: Visit) -> None:
    """Planted: with ``person.save`` left out of ``set_protection`` the page says "Inget skydd"."""
    cast = site.cast
    lotta, ulla, carin = visit(cast.lotta), visit(cast.ulla), visit(cast.carin)
    case = lotta_logs_the_case(lotta, CHARLIE)
    Visitor.secrets.add(case_number := number_of(lotta, case))
    carin_puts_people_on_it(carin, (cast.ulla, "Utredare"))
    sam, lars = visit(cast.sam), visit(cast.lars)
    sam_lists_it(sam, case_number)
    lotta_protects(lotta, case)
    strangers = [sam, lars, *(visit(user) for user in (cast.farah, cast.frank))]
    for stranger in strangers:
        sees_none_of_it(stranger, CHARLIE, case, case_number)
    lotta_prepares_it(lotta, case, CHARLIE)
    ulla_investigates(ulla, carin, case, CHARLIE)
    ulla_hands_it_over(ulla, case)
    carin_knows_it_by_its_number(carin, case_number)
    carin_approves_it(carin)
    carin_opens_the_decision(carin, case)
    for stranger in strangers:
        sees_none_of_it(stranger, CHARLIE, case, case_number)


def sam_lists_it(sam: Visitor, case_number: str) -> None:
    """Until it is protected, a samordnare sees every case of the stadsdel by its number."""
    sam.opens("/arenden/?vy=stadsdelen")
    sam.sees(case_number)


def lotta_protects(lotta: Visitor, case: str) -> None:
    """The manager who is to decide is named: otherwise nobody could decide."""
    lotta.opens(f"{case}handlaggare/")
    lotta.follows("Skyddade personuppgifter")
    lotta.presses("Ändra skyddet")
    lotta.sees("Det här behöver rättas")
    lotta.chooses("Skyddade personuppgifter", "Skyddad folkbokföring", among="Ändra skyddet")
    lotta.fills("Skäl", "Skatteverkets beslut visades upp i dag.")
    lotta.ticks("Carin Chef, enhetschef")
    lotta.presses("Ändra skyddet")
    lotta.sees("Skyddet av personuppgifterna är ändrat.", "Bara de som är på ärendet ser")


def carin_knows_it_by_its_number(carin: Visitor, case_number: str) -> None:
    """Also to those who are named, lists and Min dag show the number alone."""
    for page in ("/", "/arenden/"):
        carin.opens(page)
        carin.sees(case_number)
        carin.sees_nothing_of(CHARLIE.first_name, CHARLIE.last_name, CHARLIE.number)


def carin_opens_the_decision(carin: Visitor, case: str) -> None:
    """The document itself names the person, and its address doesn't."""
    carin.opens(f"{case}beslut/")
    paper = carin.fetches("Öppna beslutet som PDF")
    assert paper.headers["content-type"] == "application/pdf"
    assert not any(secret in str(paper.headers) for secret in CHARLIE.secrets)
    assert not broken_rules(paper.body(), "ua1")
