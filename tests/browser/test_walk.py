"""The main job, end to end, as those who do it live it: one case through all of its parts.

Besides what each part says, every page that they come to is watched (see pages.py).
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cases.models import Case
from organisation.access import acting_as
from sig.lib.dates import swedish, today
from tests.browser.after_enrolment import GOAL, lotta_meets, lotta_plans
from tests.browser.before_enrolment import (
    carin_puts_people_on_it,
    lotta_logs_the_case,
    lotta_prepares_it,
    number_of,
)
from tests.browser.conftest import Site
from tests.browser.consent_steps import POLICE, SCHOOL
from tests.browser.enrolment import carin_decides, ulla_hands_it_over, ulla_investigates
from tests.browser.pages import Visitor
from tests.browser.walked import JONATAN, sees_none_of_it


pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

DAYS_LATE = 8  # more than the week after which the manager is told too

Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def _nothing_of_the_person_leaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visitor, "secrets", JONATAN.secrets)


def test_a_case_is_walked_from_its_first_day_until_nobody_meets(site: Site, visit: Visit) -> None:
    cast = site.cast
    lotta, ulla, carin = visit(cast.lotta), visit(cast.ulla), visit(cast.carin)
    case = lotta_logs_the_case(lotta, JONATAN)
    Visitor.secrets.add(case_number := number_of(lotta, case))
    carin_puts_people_on_it(carin, (cast.ulla, "Utredare"), (cast.sam, "Samordnare"))
    lotta_prepares_it(lotta, case, JONATAN)
    ulla_investigates(ulla, carin, case, JONATAN)
    ulla_hands_it_over(ulla, case)
    carin_decides(carin, lotta, ulla, case)
    lotta_plans(lotta, case)
    lotta_meets(lotta, case)
    sam = visit(cast.sam)
    last_met = nobody_meets(site, case)
    it_is_flagged(site, sam, carin, last_met)
    lotta_meets_again(lotta, sam, carin)
    for stranger in (cast.lars, cast.farah, cast.frank):
        sees_none_of_it(visit(stranger), JONATAN, case, case_number)
    with pytest.raises(AssertionError, match=case_number):
        sees_none_of_it(lotta, JONATAN, case, case_number)  # and that can be told from seeing it


# --- 5. Nobody meets -------------------------------------------------------------------------------


def nobody_meets(site: Site, case: str) -> date:
    """Weeks go by: enrolment and the last meeting are moved back, to the day that it returns."""
    with acting_as(site.cast.lotta):
        found = Case.objects.get(pk=case.strip("/").split("/")[-1])
        assert found.interval_weeks is not None
        day = today() - timedelta(weeks=found.interval_weeks, days=DAYS_LATE)
        found.opened_on = found.enrolled_on = found.met_on = found.interval_from = day
        found.save()
    return day


def it_is_flagged(site: Site, sam: Visitor, carin: Visitor, last_met: date) -> None:
    """Lateness is seen at once; that the manager is told is the nightly sweep's doing."""
    sam.opens("/")
    sam.sees(f"Försenat {DAYS_LATE} dagar", "enhetschefen meddelas", among="Försenat")
    swept = site.manage("flag_overdue")
    assert "Hässelby-Vällingby: 1 flaggade, 1 meddelade till chefen" in swept
    assert "Farsta: 0 flaggade" in swept
    for visitor in (sam, carin):
        visitor.opens("/")
        visitor.sees("Inget möte på", f"Senast {swedish(last_met)}", among="Försenat")
        visitor.sees("enhetschefen är meddelad", among="Försenat")


def lotta_meets_again(lotta: Visitor, sam: Visitor, carin: Visitor) -> None:
    """Holding a meeting clears it at once."""
    lotta.opens("/")
    lotta.follows("Boka möte", among="Försenat")
    lotta.fills("Klockan", "10:00")
    lotta.presses("Boka möte")
    for actor in (POLICE, SCHOOL):
        lotta.ticks("Närvarade", among=actor)
    lotta.sees("Pågår", among=GOAL)  # last time stands beside this time
    lotta.chooses("Status", "Delvis uppnått", among=GOAL)
    lotta.presses("Spara som hållet")
    for visitor in (lotta, sam, carin):
        visitor.opens("/")
        visitor.sees("Inget är försenat.")
