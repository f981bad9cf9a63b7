"""A transfer on a telephone: the stadsdel that asks, the one that answers, and the new case."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from cases.models import Case
from tests.browser.conftest import Site
from tests.browser.pages import TELEPHONE, Visitor
from tests.stories import running_case
from tests.story_transfers import NOTE, consent_to_hand_over, stadsdel_on_list


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

FARSTA = "Farsta stadsdelsförvaltning"

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def case(site: Site) -> Case:
    """With a plan in force, and nobody's consent to a transfer."""
    case = running_case(site.cast)
    stadsdel_on_list(site.cast.hv, site.cast.farsta)
    return case


def test_a_case_is_handed_over_page_by_page(site: Site, case: Case, visit: Visit) -> None:
    cast = site.cast
    carin, frank, farah = (visit(who, TELEPHONE) for who in (cast.carin, cast.frank, cast.farah))
    page = f"{reverse('case', args=[case.pk])}uppfoljning/"
    carin_is_told_what_is_missing(carin, page)
    consent_to_hand_over(case, cast.lotta, cast.farsta)
    carin_asks(carin, page)
    frank_declines_without_a_reason_and_takes_it_on(frank)
    carin.opens(f"{page}overlamna/")
    carin.sees("Mottaget")
    farah_opens_it(farah)


def carin_is_told_what_is_missing(carin: Visitor, page: str) -> None:
    carin.opens(page)
    carin.follows("Lämna över till en annan stadsdel")
    carin.sees("Inget medgivande låter en annan stadsdel")


def carin_asks(carin: Visitor, page: str) -> None:
    carin.opens(f"{page}overlamna/")
    carin.presses("Fråga stadsdelen")
    carin.sees("Välj den stadsdel som ska ta över.")
    carin.chooses("Stadsdel", FARSTA)
    carin.chooses("Skäl", "Har flyttat dit")
    carin.fills("Överlämningsanteckning", NOTE)
    carin.presses("Fråga stadsdelen")
    carin.sees("Farsta har inte svarat.")


def frank_declines_without_a_reason_and_takes_it_on(frank: Visitor) -> None:
    frank.opens("/overlamnanden/")
    frank.follows("Hässelby-Vällingby", among="Överlämnanden")
    frank.sees(NOTE, "Det här är allt som ni får läsa.")
    frank.presses("Avböj")
    frank.sees("Skriv skälet till att ni avböjer.")
    frank.chooses("Ärendet öppnas av", "Farah Frost")
    frank.presses("Ta emot")
    frank.sees("Överlämnandet är mottaget. Farah Frost öppnar ärendet.")


def farah_opens_it(farah: Visitor) -> None:
    farah.opens("/")
    farah.sees("är mottaget men inte öppnat")
    farah.opens("/overlamnanden/")
    farah.follows("Hässelby-Vällingby", among="Överlämnanden")
    farah.presses("Öppna ärendet")
    farah.sees("Ärendet är öppnat.")
    farah.opens("/overlamnanden/")
    farah.follows("Hässelby-Vällingby", among="Överlämnanden")
    farah.sees("Medgivandet är inte lämnat på nytt.")
