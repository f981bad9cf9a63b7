"""Steps 4 to 6a as those who live them do: the plan at the keyboard, the meeting in the room.

Besides what each part says, every page that they come to is watched (see pages.py).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import Page, ViewportSize

from cases.models import Area, Case
from consent.models import Disclosure, InformationKind
from organisation.access import acting_as
from organisation.models import Agency
from plans.actions import activate, add_activity, add_goal, save_plan, start_plan
from plans.models import Plan
from sig.lib.dates import today
from tests.browser.conftest import Site
from tests.browser.consent_steps import JOB_CENTRE, POLICE, SCHOOL
from tests.browser.pages import Visitor
from tests.lib.pdf_validation import broken_rules
from tests.stories import enrolled_case
from tests.story_consent import a_row, consented
from tests.story_meetings import enrolled, in_group
from tests.story_plans import activity_of, goal_of


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

TABLET: ViewportSize = {"width": 768, "height": 1024}
GOAL = "Komma i tid till skolan"
SAID = "Vad var och en har gjort och tar med sig"
DAYS_LATE = 9

# A key costs somebody who types at work, but isn't a typist, 0.28 seconds (the keystroke-level
# model, Card, Moran and Newell), and finding out what to write isn't the page's to hurry.
SECONDS_PER_KEY = 0.28
ALLOWED = 120

Visit = Callable[..., Visitor]


@dataclass
class Keyboard:
    """Somebody without a mouse, and how many keys they have pressed."""

    page: Page
    pressed: int = field(default=0)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def goes_to(self, name: str) -> None:
        """On with Tab until the focus is on what is called so."""
        for _ in range(80):
            if self._focus() == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never comes to {name}")

    def fills(self, label: str, text: str) -> None:
        self.goes_to(label)
        self.types(text)

    def presses(self, name: str) -> None:
        self.goes_to(name)
        with self.page.expect_response("**/plan/**"):
            self.press("Enter")
        busy = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
        self.page.wait_for_load_state()
        self.page.wait_for_function("busy => !document.querySelector(busy)", arg=busy)

    def _focus(self) -> str:
        """The words of what has the focus: its label, or its own."""
        words: str = self.page.evaluate(
            "() => { const e = document.activeElement;"
            " const by = e.labels && e.labels[0] || e; return by.innerText || ''; }"
        )
        return words.replace("*", "").strip()


@pytest.fixture(scope="module")
def case(site: Site) -> Case:
    """Enrolled, with three partners in the group, each told of its own kinds of information."""
    case = enrolled_case(site.cast)
    police, school, job_centre = (_partner(site, name) for name in (POLICE, SCHOOL, JOB_CENTRE))
    kinds = InformationKind
    common = [kinds.PLAN, kinds.MEETING]
    consented(
        case,
        site.cast.lotta,
        a_row(police, common),
        a_row(school, [*common, kinds.OCCUPATION]),
        a_row(job_centre, [*common, kinds.OCCUPATION, kinds.ECONOMY]),
    )
    for agency, name in ((police, "Petra Prov"), (school, "Tea Test"), (job_centre, "Jon Exempel")):
        in_group(case, site.cast.lotta, agency, name)
    return case


def _partner(site: Site, name: str) -> Agency:
    with acting_as(site.cast.lotta):
        return Agency.objects.get(name=name)


def test_a_plan_is_made_shared_met_about_and_brought_back_in_order(
    site: Site, case: Case, visit: Visit
) -> None:
    page = f"/arenden/{case.pk}/"
    lotta = visit(site.cast.lotta)
    lotta_writes_the_plan(lotta, page)
    with_two_goals_more(site, case)
    three_get_three_copies(lotta, site, case, page)
    tablet = visit(site.cast.lotta, TABLET)
    lotta_holds_the_meeting(tablet, page)
    lotta_signs_it(tablet)
    an_overdue_case_is_brought_back_in_order(tablet, visit(site.cast.sam, TABLET), case)


# --- The plan, at the keyboard -----------------------------------------------------------------


def lotta_writes_the_plan(lotta: Visitor, page: str) -> None:
    """Planted: a Spara that isn't in the tab order."""
    lotta.opens(f"{page}plan/")
    keys = Keyboard(lotta.page)
    keys.presses("Börja planen")
    keys.fills("Det här vill jag", "Gå ut nian")
    keys.goes_to("Den enskilde har varit med")
    keys.press("Space")
    keys.presses("Spara")
    lotta.looks()
    keys.presses("Lägg till mål")
    keys.fills("Mål", GOAL)
    keys.fills("Livsområde", "Sys")
    keys.fills("Mått", "Sena ankomster i veckan")
    keys.fills("Utgångsvärde", "4")
    keys.fills("Målvärde", "1")
    keys.fills("Måldatum", f"{today() + timedelta(days=60):%m%d%Y}")  # as this browser writes days
    keys.presses("Spara och lägg till aktivitet")
    for label, text in (
        *(("Vad", "Möta upp"), ("Hur", "Vid porten"), ("När", "Måndagar kl. 8")),
        *(("Var", "Skolan"), ("Vilka medverkar", "Mentor"), ("Ansvarig", "Lotta Lind")),
    ):
        keys.fills(label, text)
    keys.presses("Spara aktiviteten")
    lotta.sees("Planen kan börja gälla")
    lotta.looks()
    keys.presses("Låt planen gälla")
    lotta.sees("Planen gäller nu.")
    assert keys.pressed * SECONDS_PER_KEY < ALLOWED, keys.pressed


# --- Three recipients --------------------------------------------------------------------------


def with_two_goals_more(site: Site, case: Case) -> None:
    """A new version, with a goal for the police's ears and one for the Jobbtorg's."""
    lotta = site.cast.lotta
    with acting_as(lotta):
        plan: Plan = start_plan(case=case, by=lotta)
        plan.participant_took_part = True
        save_plan(plan=plan, by=lotta)
        for area, text in ((Area.CRIME, "Inga nya anmälningar"), (Area.ECONOMY, "Ett eget konto")):
            goal = add_goal(goal=goal_of(plan, area=area, text=text), by=lotta)
            add_activity(activity=activity_of(goal), by=lotta)
        activate(plan=plan, by=lotta)


def three_get_three_copies(lotta: Visitor, site: Site, case: Case, page: str) -> None:
    lotta.opens(f"{page}plan/dela-ut/")
    lotta.ticks(POLICE, SCHOOL, JOB_CENTRE)
    lotta.presses("Dela ut planen")
    copies = []
    for number in (1, 2, 3):
        paper = lotta.page.context.request.get(f"{page}plan/exemplar/{number}/")
        assert paper.headers["content-type"] == "application/pdf"
        assert broken_rules(paper.body(), "ua1") | broken_rules(paper.body(), "3a") == set()
        copies.append(paper.body())
    assert len({len(copy) for copy in copies}) == 3
    with acting_as(site.cast.lotta):
        sent = Disclosure.objects.of(case).filter(document="plan").select_related("agency")
        assert {one.agency.name: set(one.kinds) for one in sent} == {
            POLICE: {"plan", "crime", "occupation", "economy"},  # since the investigation
            SCHOOL: {"plan", "occupation"},
            JOB_CENTRE: {"plan", "occupation", "economy"},
        }
    lotta.opens(page)
    lotta.presses("Börja genomföra")


# --- The meeting, on a tablet in the room --------------------------------------------------------


def lotta_holds_the_meeting(lotta: Visitor, page: str) -> None:
    lotta.opens(f"{page}moten/boka/")
    lotta.fills("Klockan", "14:30")
    lotta.presses("Boka möte")
    lotta.ticks("Den enskilde var med")
    for actor in (POLICE, SCHOOL, JOB_CENTRE):
        lotta.ticks("Närvarade", among=actor)
    lotta.chooses("Status", "Pågår", among=GOAL)
    lotta.fills("Det här tar vi med oss", "Ringer hem varje fredag.", among=f"{SAID} / {SCHOOL}")
    lotta.fills("Vad ska göras", "Boka tid på banken", among="Beslut 1")
    lotta.presses("Spara som hållet")
    lotta.sees("Status saknas på ”Inga nya anmälningar”", "Ett eget konto")


def lotta_signs_it(lotta: Visitor) -> None:
    """Every open goal has its status, and each decision someone who answers and a day."""
    for goal in ("Inga nya anmälningar", "Ett eget konto"):
        lotta.chooses("Status", "Delvis uppnått", among=goal)
    lotta.fills("Vem ansvarar", "Lotta Lind", among="Beslut 1")
    lotta.fills("Senast", (today() + timedelta(days=7)).isoformat(), among="Beslut 1")
    lotta.presses("Spara ändringar")
    lotta.presses("Skriv under")
    lotta.sees("Påskrivet")


# --- Late, and back in order ---------------------------------------------------------------------


def an_overdue_case_is_brought_back_in_order(lotta: Visitor, sam: Visitor, case: Case) -> None:
    enrolled(case, today() - timedelta(weeks=4, days=DAYS_LATE))
    for visitor in (lotta, sam):
        visitor.opens("/")
        visitor.sees(f"Försenat {DAYS_LATE} dagar", among="Försenat")
    lotta.follows("Boka möte", among="Försenat")
    lotta.fills("Klockan", "10:00")
    lotta.presses("Boka möte")
    lotta.sees("Delvis uppnått", among="Ett eget konto")  # last time stands beside this time
    for actor in (POLICE, SCHOOL, JOB_CENTRE):
        lotta.ticks("Närvarade", among=actor)
    lotta.presses("Spara som hållet")
    for visitor in (lotta, sam):
        visitor.opens("/")
        visitor.sees("Inget är försenat.")
