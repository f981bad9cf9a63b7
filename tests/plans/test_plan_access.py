"""The tab Plan as each role meets it, and when the case is closed."""

from typing import Any

import pytest
from django.utils import timezone

from cases.models import Case, Outcome
from consent.models import InformationKind
from organisation.access import acting_as
from organisation.models import Agency
from plans.actions import share_plan
from plans.models import Activity, Goal
from tests.people import Cast
from tests.plans.pages import at, goal_data, page, send, url
from tests.stories import open_case_for
from tests.story_plans import (
    active_plan,
    agency,
    consent_to,
    draft_plan,
    drawn,
)


pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the file of the colour profile for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def routes(
    case: Case, goal: Goal, activity: Activity, school: Agency
) -> dict[str, tuple[Any, ...]]:
    return {
        "plan": (),
        "start": (),
        "edit": (),
        "goal_new": (),
        "goal": (goal.pk,),
        "drop_goal": (goal.pk,),
        "activity_new": (goal.pk,),
        "activity": (activity.pk,),
        "drop_activity": (activity.pk,),
        "note": (activity.pk,),
        "undertaking": (school.pk,),
        "signatures": (),
        "related": (),
        "compare": (),
        "activate": (),
        "share": (),
        "preview": (school.pk,),
        "copy": (1,),
        "pdf": (),
        "version": (1,),
    }


READ = {"plan", "related", "share", "version", "pdf", "preview", "copy"}


def test_only_those_on_the_case_and_the_manager_reach_it(case: Case, cast: Cast) -> None:
    """Planted by hand once: a view that fetched the case without get_case answered 200 here."""
    plan = active_plan(cast.lotta, case)
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [InformationKind.PLAN, InformationKind.OCCUPATION])
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        activity = goal.activities.get()
        share_plan(plan=plan, agencies=[school], draw=drawn, by=cast.lotta)
    for name, also in routes(case, goal, activity, school).items():
        for outsider in (cast.lars, cast.farah, cast.frank, cast.uno, cast.fred):
            assert at(outsider).get(url(case, name, *also)).status_code in (404, 405)
            assert at(outsider).post(url(case, name, *also)).status_code in (404, 405)
        manager = at(cast.carin)
        if name in READ:
            assert manager.get(url(case, name, *also)).status_code == 200
        assert manager.post(url(case, name, *also)).status_code in (403, 405)


def test_a_manager_reads_without_buttons(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    html = page(case, cast.carin)
    assert "Gå till skolan" in html
    for button in ("Låt planen gälla", "Lägg till mål", "Ändra målet", "Låt målet utgå"):
        assert button in page(case, cast.lotta)
        assert button not in html


def test_a_goal_of_another_case_is_not_found(case: Case, cast: Cast) -> None:
    """Planted: the key of a goal in another case that Lotta is on too."""
    draft_plan(cast.lotta, case)
    other = draft_plan(cast.lotta, open_case_for(cast.lotta, cast.hv))
    with acting_as(cast.lotta):
        goal = other.goals.get()
        activity = goal.activities.get()
    for name, pk in [("goal", goal.pk), ("activity_new", goal.pk), ("activity", activity.pk)]:
        assert at(cast.lotta).get(url(case, name, pk)).status_code == 404
    assert at(cast.lotta).post(url(case, "drop_goal", goal.pk)).status_code == 404


def test_a_closed_case_says_why_nothing_is_written(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        Case.objects.filter(pk=case.pk).update(closed_at=timezone.now(), outcome=Outcome.MOVED)
    assert "Lägg till mål" not in page(case, cast.lotta)
    html = send(case, cast.lotta, "goal_new", goal_data(text="För sent"))
    assert "Ärendet är avslutat." in html
    assert "För sent" in html
