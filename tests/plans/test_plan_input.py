"""What the forms of the plan do with bad input: a sentence, and what was typed stays."""

import pytest

from cases.models import Case
from organisation.access import acting_as
from plans.actions import activate
from plans.models import Goal, Plan
from tests.people import Cast
from tests.plans.pages import activity_data, goal_data, main_data, page, send
from tests.stories import open_case_for
from tests.story_plans import (
    ACTIVITY,
    draft_plan,
)


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"target_on": "2026-09-31"}, "Datumet finns inte."),
        ({"text": ""}, "Skriv målet."),
        ({"text": "Å" * 501}, "500 tecken"),
        ({"text": "Nolla\x00byte"}, "tecken är inte tillåtna"),
        ({"area": "rymden"}, "giltigt alternativ"),
        ({"once": "inte-en-nyckel"}, "Öppna sidan igen"),
    ],
)
def test_a_goal_with_bad_input_is_sent_back_with_what_was_typed(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    draft_plan(cast.lotta, case)
    html = send(case, cast.lotta, "goal_new", goal_data(indicator="Hela nätter", **changes))
    assert sentence in html
    assert "Hela nätter" in html
    with acting_as(cast.lotta):
        assert Goal.objects.of(case).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"what": ""}, "Skriv vad som ska göras."),
        ({"how": "Å" * 100_000}, "300 tecken"),
        ({"due_on": "31 september"}, "Datumet finns inte."),
    ],
)
def test_an_activity_with_bad_input_is_sent_back(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
    data = activity_data(where="På kaféet", **changes)
    html = send(case, cast.lotta, "activity_new", data, goal.pk)
    assert sentence in html
    assert "På kaféet" in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"follow_up_on": "2026-02-30"}, "Datumet finns inte."),
        ({"follow_up_on": ""}, "måste fyllas i"),
        ({"follow_up_on": "2020-01-01"}, "har redan varit"),
        ({"main_goal": "Å" * 20_001}, "tecken"),
    ],
)
def test_the_plans_own_fields_with_bad_input_are_sent_back(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    draft_plan(cast.lotta, case)
    html = send(case, cast.lotta, "edit", main_data(version="2", **changes))
    assert sentence in html
    assert main_data(**changes)["main_goal"] in html


def test_markup_in_texts_is_shown_as_text(case: Case, cast: Cast) -> None:
    """Planted: a script in every field, on the page, in the forms and on paper."""
    evil = "<script>alert(1)</script>"
    texts = {"text": evil, "indicator": evil, "start_value": evil, "target_value": evil}
    plan = draft_plan(cast.lotta, case, goal=texts, activity=dict.fromkeys(ACTIVITY, evil))
    with acting_as(cast.lotta):
        Plan.objects.of(case).update(main_goal=evil)
        goal = plan.goals.get()
    for html in (
        page(case, cast.lotta),
        page(case, cast.lotta, "goal", goal.pk),
        page(case, cast.carin),
        page(case, cast.carin, "version", 1),
    ):
        assert evil not in html
        assert "&lt;script&gt;alert(1)" in html


def test_text_typed_while_somebody_else_let_the_plan_hold_is_kept(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        activate(plan=plan, by=cast.lotta)
    html = send(case, cast.lotta, "goal", goal_data(text="Min ändring", version="1"), goal.pk)
    assert "Version 1 är inget utkast." in html
    assert "Min ändring" in html
