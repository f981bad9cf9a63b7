"""The tab Plan: a plan is made, read and printed, and what the page costs."""

from typing import Any

import pytest

from audit.models import LogEntry
from cases.models import Case
from organisation.access import acting_as
from plans.actions import add_activity, add_goal
from plans.models import Goal, GoalStatus, Plan, PlanStatus
from tests.people import Cast
from tests.plans.pages import activity_data, at, goal_data, main_data, page, send, url
from tests.stories import open_case_for
from tests.story_plans import (
    active_plan,
    activity_of,
    draft_plan,
    goal_of,
)


pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the file of the colour profile for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


QUERIES = 60  # of a page, with its frame and the log


def test_a_plan_is_made_from_nothing_to_in_force(case: Case, cast: Cast) -> None:
    assert "Planen är inte påbörjad." in page(case, cast.lotta)
    send(case, cast.lotta, "start", {})
    assert "Planen har inget mål." in page(case, cast.lotta)
    assert send(case, cast.lotta, "edit", main_data()) == ""
    assert send(case, cast.lotta, "goal_new", goal_data()) == ""
    with acting_as(cast.lotta):
        goal = Goal.objects.of(case).get()
    assert "har ingen aktivitet" in page(case, cast.lotta)
    assert send(case, cast.lotta, "activity_new", activity_data(), goal.pk) == ""
    html = page(case, cast.lotta)
    assert "Planen kan börja gälla" in html
    assert "Träffa studievägledaren" in html
    assert send(case, cast.lotta, "activate", {}) == ""
    with acting_as(cast.lotta):
        assert Plan.objects.of(case).get().status == PlanStatus.ACTIVE
    assert "Börja en ny version" in page(case, cast.lotta)


def test_what_is_missing_stands_with_a_link_to_its_place(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case, goal={"target_value": ""}, activity={"where": ""})
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        activity = goal.activities.get()
    html = page(case, cast.lotta)
    assert "Kan inte börja gälla än" in html
    assert f'href="{url(case, "plan")}#mal-{goal.pk}"' in html
    assert f'href="{url(case, "plan")}#aktivitet-{activity.pk}"' in html
    assert f'id="aktivitet-{activity.pk}"' in html
    answer = at(cast.lotta).post(url(case, "activate"), follow=True)
    assert "saknar målvärde" in answer.content.decode()
    with acting_as(cast.lotta):
        assert Plan.objects.of(case).draft().exists()


def test_saving_can_go_straight_on_to_the_next_activity(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    answer = at(cast.lotta).post(url(case, "goal_new"), goal_data(text="Nytt", next="activity"))
    with acting_as(cast.lotta):
        goal = Goal.objects.of(case).get(text="Nytt")
    assert answer["Location"] == url(case, "activity_new", goal.pk)
    html = page(case, cast.lotta, "activity_new", goal.pk)
    assert "Ny aktivitet" in html
    assert "Ändra målet" not in html  # one form at a time, so that nothing typed is swapped away


def test_a_goal_and_an_activity_are_changed_dropped_and_taken_back(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        activity = goal.activities.get()
    assert "Gå till skolan" in page(case, cast.lotta, "goal", goal.pk)
    assert send(case, cast.lotta, "goal", goal_data(text="Sova bättre", version="1"), goal.pk) == ""
    assert "Träffa studie" in page(case, cast.lotta, "activity", activity.pk)
    changed = activity_data(version="1", what="Ringa skolan")
    assert send(case, cast.lotta, "activity", changed, activity.pk) == ""
    html = page(case, cast.lotta)
    assert "Sova bättre" in html
    assert "Ringa skolan" in html
    send(case, cast.lotta, "activity", {"remove": "1"}, activity.pk)
    assert "Ringa skolan" not in page(case, cast.lotta)
    send(case, cast.lotta, "drop_goal", {}, goal.pk)
    assert "Mål som har utgått" in page(case, cast.lotta)
    send(case, cast.lotta, "drop_goal", {"restore": "1"}, goal.pk)
    with acting_as(cast.lotta):
        goal.refresh_from_db()
    assert goal.status == GoalStatus.NOT_STARTED


def test_every_version_can_be_read(case: Case, cast: Cast) -> None:
    active_plan(cast.lotta, case, goal={"text": "Det första"})
    active_plan(cast.lotta, case, goal={"text": "Det andra"})
    first, second = page(case, cast.lotta, "version", 1), page(case, cast.lotta, "version", 2)
    assert "Ersatt" in first
    assert "Det första" in first
    assert "Det andra" not in first
    assert "Det andra" in second
    for missing in (3, 99_999_999_999_999_999_999):
        assert at(cast.lotta).get(url(case, "version", missing)).status_code == 404


def test_the_page_costs_the_same_with_one_goal_and_with_twelve(
    case: Case, cast: Cast, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    plan = draft_plan(cast.lotta, case)
    client = at(cast.lotta)
    with django_assert_max_num_queries(QUERIES) as one:
        client.get(url(case, "plan"))
    with acting_as(cast.lotta):
        for number in range(11):
            goal = add_goal(goal=goal_of(plan, text=f"Mål {number}"), by=cast.lotta)
            for _ in range(3):
                add_activity(activity=activity_of(goal), by=cast.lotta)
    with django_assert_num_queries(len(one)):
        client.get(url(case, "plan"))


def test_a_print_is_logged(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    assert at(cast.carin).get(url(case, "pdf")).status_code == 200
    with acting_as(cast.carin):
        entry = LogEntry.objects.get(event="plan.printed", case=case.pk)
    assert entry.actor_name == "Carin Chef"
