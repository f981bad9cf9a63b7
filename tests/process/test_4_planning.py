"""Step 4, Utforma uppdrag: a plan in force, handed out, before it is carried out."""

import pytest

from cases.models import Step
from organisation.access import acting_as
from plans.actions import not_sharing
from sig.lib.rules import Refused
from sig.process import GATES
from tests.people import Cast
from tests.stories import enrolled_case, running_case, step
from tests.story_plans import active_plan, draft_plan


pytestmark = pytest.mark.django_db


def test_r25_without_a_plan_in_force_the_case_stays(cast: Cast) -> None:
    """Planted: the rule taken out of the gate, and a draft that does."""
    case = enrolled_case(cast)
    with pytest.raises(Refused, match="Planen är inte påbörjad"):
        step(case, "borja-genomfora", cast.lotta)
    draft_plan(cast.lotta, case)
    with pytest.raises(Refused, match="Planen är ett utkast"):
        step(case, "borja-genomfora", cast.lotta)


def test_r26_a_plan_that_nobody_has_got_needs_a_reason(cast: Cast) -> None:
    """Planted: the rule taken out of the gate, and one that no reason meets."""
    case = enrolled_case(cast)
    plan = active_plan(cast.lotta, case)
    with pytest.raises(Refused, match="inte utdelad"):
        step(case, "borja-genomfora", cast.lotta)
    with acting_as(cast.lotta):
        not_sharing(plan=plan, reason="Alla var med när den skrevs.", by=cast.lotta)
    assert step(case, "borja-genomfora", cast.lotta).step == Step.IMPLEMENTATION


def test_with_the_plan_handed_out_the_case_goes_on(cast: Cast) -> None:
    case = running_case(cast)
    assert case.step == Step.IMPLEMENTATION
    with acting_as(cast.lotta):
        assert GATES["borja-folja-upp"].blockers(case, cast.lotta) == []
