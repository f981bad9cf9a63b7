"""Step 6, Följa upp: the enrolment ends with a reason and a manager's name."""

import pytest

from cases.models import Outcome, Step
from followup.models import Discharge
from organisation.access import acting_as
from sig.lib.rules import Refused
from sig.process import GATES, gates_from
from tests.people import Cast
from tests.stories import enrolled_case, running_case, step
from tests.story_followup import ENDING


pytestmark = pytest.mark.django_db


def test_the_case_goes_on_to_follow_up(cast: Cast) -> None:
    assert step(running_case(cast), "borja-folja-upp", cast.lotta).step == Step.FOLLOW_UP


def test_r48_a_discharge_has_a_reason_and_the_one_who_decided(cast: Cast) -> None:
    """Planted: a discharge without the title of who decided."""
    case = running_case(cast)
    ended = step(case, "skriv-ut", cast.carin, **ENDING)
    assert (ended.outcome, ended.closed_at is None) == (Outcome.GOALS_MET, False)
    with acting_as(cast.carin):
        discharge = Discharge.objects.of(case).get()
    assert (discharge.decided_by, discharge.decided_title) == (cast.carin, "Enhetschef")


def test_r48_without_a_reason_nobody_is_discharged(cast: Cast) -> None:
    """Planted: blanks for a reason."""
    case = enrolled_case(cast)
    with pytest.raises(Refused, match="Motiveringen saknas"):
        step(case, "skriv-ut", cast.carin, **ENDING | {"reasons": " "})


def test_only_the_manager_discharges(cast: Cast) -> None:
    case = enrolled_case(cast)
    with pytest.raises(Refused, match="Din roll"):
        step(case, "skriv-ut", cast.lotta, **ENDING)


def test_from_a_discharged_case_only_the_way_back_leads_on(cast: Cast) -> None:
    case = enrolled_case(cast)
    step(case, "skriv-ut", cast.carin, **ENDING)
    with acting_as(cast.carin):
        case.refresh_from_db()
    assert gates_from(case) == [GATES["oppna-igen"]]
