"""Min dag says when the first assessment is missed, when the goals are met, and when to ask again."""

from datetime import timedelta

import pytest

from cases.models import Case
from followup.models import AfterCheck, Discharge
from organisation.access import acting_as
from organisation.models import User
from plans.models import GoalStatus
from sig.lib.dates import today
from sig.worklist import sections
from tests.people import Cast
from tests.stories import on_the_case, open_case_for, step
from tests.story_followup import ENDING, assessed
from tests.story_meetings import enrolled, fresh
from tests.story_plans import active_plan
from tests.story_submissions import paired, sent


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    made = on_the_case(open_case_for(cast.lotta, cast.hv), cast)
    return fresh(enrolled(made, today() - timedelta(days=15)))


def tags(user: User) -> list[str]:
    with acting_as(user):
        return [row.tag for section in sections(user, today()) for row in section.rows]


def test_r24_the_missed_first_assessment_is_watched(case: Case, cast: Cast) -> None:
    for user in (cast.lotta, cast.sam, cast.carin):
        assert "Bedömning saknas" in tags(user)
    assessed(case, cast.lotta)
    assert "Bedömning saknas" not in tags(cast.lotta)


def test_r48_goals_that_are_all_met_are_watched_by_the_manager(case: Case, cast: Cast) -> None:
    plan = active_plan(cast.lotta, case)
    assert "Målen uppnådda" not in tags(cast.carin)
    with acting_as(cast.lotta):
        plan.goals.update(status=GoalStatus.MET)
    assert "Målen uppnådda" in tags(cast.carin)
    assert "Målen uppnådda" not in tags(cast.lotta)
    step(case, "skriv-ut", cast.carin, **ENDING)
    assert "Målen uppnådda" not in tags(cast.carin)


def test_r42_a_pair_that_nobody_has_sent_is_watched(cast: Cast) -> None:
    """For who is on the case. Planted: the receipt isn't asked for."""
    case = paired(cast.lotta, cast.hv)
    assert "Inte skickad" in tags(cast.lotta)
    assert "Inte skickad" not in tags(cast.lars)
    sent(case, cast.lotta)
    assert "Inte skickad" not in tags(cast.lotta)


@pytest.mark.parametrize(
    ("in_days", "tag"), [(-1, "Försenat 1 dag"), (0, "Att göra"), (7, "Att göra"), (8, None)]
)
def test_r46_the_question_after_the_end_is_watched(
    case: Case, cast: Cast, in_days: int, tag: str | None
) -> None:
    step(case, "skriv-ut", cast.carin, **ENDING)
    with acting_as(cast.carin):
        ended = Discharge.objects.of(case).get()
        due_on = today() + timedelta(days=in_days)
        AfterCheck.objects.create(case=case, discharge=ended, months=6, due_on=due_on)
    assert tags(cast.lotta) == ([tag] if tag else [])
