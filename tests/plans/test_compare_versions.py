"""Two versions side by side: paired by what each came of, and told in words."""

import pytest

from cases.models import Case
from organisation.access import acting_as
from plans import actions
from plans.models import Plan
from plans.rules import compare
from sig.lib.dates import today
from tests.people import Cast
from tests.plans.pages import at, page, url
from tests.stories import open_case_for
from tests.story_plans import active_plan, activity_of, draft_plan, goal_of


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


@pytest.fixture
def versions(case: Case, cast: Cast) -> tuple[Plan, Plan]:
    """Version 1 in force with three goals, version 2 a draft that changes, drops and adds."""
    old = draft_plan(cast.lotta, case)
    by = cast.lotta
    with acting_as(by):
        school = old.goals.get()
        for text in ("Sova", "Nå fram"):
            goal = actions.add_goal(goal=goal_of(old, text=text), by=by)
            actions.add_activity(activity=activity_of(goal, what=f"Om {text}"), by=by)
        actions.add_activity(activity=activity_of(school, what="Ringa"), by=by)
        actions.activate(plan=old, by=by)
        done = school.activities.get(what="Ringa")
        done.goal.plan = old
        actions.note_activity(activity=done, status="done", on=today(), comment="", by=by)
        actions.set_goal_status(goal=old.goals.get(text="Nå fram"), status="met", by=by)
        new = actions.start_plan(case=case, by=by)
        goals = {goal.text: goal for goal in new.goals.select_related("plan", "former")}
        actions.drop_goal(goal=goals["Sova"], because="Sover bra.", by=by)
        changed = goals[school.text]
        changed.target_value = "5 dagar"
        actions.save_goal(goal=changed, by=by)
        activity = changed.activities.select_related("goal__plan").get()
        activity.where = "Hemma"
        actions.save_activity(activity=activity, by=by)
        actions.add_goal(goal=goal_of(new, text="Träna"), by=by)
        return old, new


def test_versions_are_compared_in_words(versions: tuple[Plan, Plan], cast: Cast) -> None:
    """Planted: pairs by place in the list instead of by ``former``."""
    with acting_as(cast.lotta):
        pairs = {pair.name: pair for pair in compare(*versions).goals}
    verdicts = {name: pair.verdict for name, pair in pairs.items()}
    assert verdicts == {
        "Gå till skolan minst fyra dagar i veckan": "Ändrad",
        "Sova": "Utgått: Sover bra.",
        "Nå fram": "Avslutat: uppnått",
        "Träna": "Ny",
    }
    school = pairs["Gå till skolan minst fyra dagar i veckan"]
    [difference] = school.differences
    assert (difference.label, difference.was, difference.now) == (
        "Målvärde",
        "4 dagar",
        "5 dagar",
    )
    met, called = school.activities
    assert [one.label for one in met.differences] == ["Var"]
    assert called.verdict.startswith("Utfört ")


def test_versions_apart_are_paired_through_those_between(case: Case, cast: Cast) -> None:
    """Planted: ``_roots`` that looks one version back."""
    first = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        for _ in range(2):
            new = actions.start_plan(case=case, by=cast.lotta)
            new.participant_took_part = True
            actions.activate(plan=actions.save_plan(plan=new, by=cast.lotta), by=cast.lotta)
        [pair] = compare(first, new).goals
        assert new.number == 3
        assert pair.verdict == "Oförändrad"
        assert [activity.verdict for activity in pair.activities] == ["Oförändrad"]


def test_the_page_compares_the_versions_that_are_chosen(
    versions: tuple[Plan, Plan], case: Case, cast: Cast
) -> None:
    html = page(case, cast.carin, "compare")
    assert "Utgått: Sover bra." in html
    assert "Målvärde: 4 dagar" in html
    back = at(cast.lotta).get(url(case, "compare") + "?fran=2&till=1").content.decode()
    assert "Målvärde: 5 dagar" in back
    for query in ("?fran=9", "?till=x", "?fran="):
        assert at(cast.lotta).get(url(case, "compare") + query).status_code == 404


def test_one_version_alone_is_not_compared(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    assert at(cast.lotta).get(url(case, "compare")).status_code == 302
