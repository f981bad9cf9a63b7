"""Whom the walks are about, and what nobody outside the case may see of them."""

from dataclasses import dataclass

from cases.rules import ADULT
from sig.demo.names import number
from tests.browser.pages import Visitor
from tests.stories import years_ago


@dataclass(frozen=True)
class Walked:
    """The person, and the guardians who can be reached, as the forms call them."""

    first_name: str
    last_name: str
    years: int
    programme: str
    guardians: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def number(self) -> str:
        return number(years_ago(self.years), "239").formatted

    @property
    def is_child(self) -> bool:
        return self.years < ADULT

    @property
    def secrets(self) -> set[str]:
        """What stands in no title and no address."""
        return {self.first_name, self.last_name, self.number, self.number.replace("-", "")}


JONATAN = Walked("Jonatan", "Ekexempel", 16, "SIG unga", ("Vårdnadshavare 1", "Vårdnadshavare 2"))


def sees_none_of_it(stranger: Visitor, person: Walked, case: str, case_number: str) -> None:
    """Not on Min dag, in no list, by no address, by no search on name or number."""
    stranger.opens("/")
    stranger.sees("Inget är försenat.")
    for page in ("/", "/arenden/", "/arenden/?vy=stadsdelen", "/moten/"):
        stranger.opens(page)
        stranger.sees_nothing_of(case_number)
    stranger.opens("/")
    for words in (person.last_name, person.number, case_number):
        stranger.searches(words)
        stranger.sees("Ingen träff i din stadsdel.")
    for page in ("", "utredning/", "plan/pdf/", "moten/", "logg/"):
        stranger.opens(case + page)
        stranger.sees("Sidan finns inte, eller så är den inte din")
        stranger.sees_nothing_of(person.first_name, person.last_name, case_number)
