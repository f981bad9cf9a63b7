"""Versions: one draft at a time, what is in force is not edited, what was in force stays."""

import pytest
from django.utils import timezone

from cases.models import Case, Outcome
from organisation.access import acting_as
from plans import actions
from plans.models import Activity, Goal, GoalStatus, Plan, PlanStatus
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_plans import active_plan, activity_of, draft_plan, goal_of


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def test_two_who_start_a_plan_get_the_same_draft(case: Case, cast: Cast) -> None:
    with acting_as(cast.lotta):
        first = actions.start_plan(case=case, by=cast.lotta)
        second = actions.start_plan(case=case, by=cast.carin)
    assert first == second
    assert first.number == 1


def test_a_new_version_takes_over_open_goals_and_what_is_not_done(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        actions.add_activity(
            activity=activity_of(goal, what="Gjort", status="done", status_on=today()),
            by=cast.lotta,
        )
        met = actions.add_goal(goal=goal_of(plan, text="Nått"), by=cast.lotta)
        actions.add_activity(activity=activity_of(met), by=cast.lotta)
        actions.activate(plan=plan, by=cast.lotta)
        actions.set_goal_status(goal=met, status=GoalStatus.MET, by=cast.lotta)
        actions.set_goal_status(goal=goal, status=GoalStatus.ONGOING, by=cast.lotta)
        new = actions.start_plan(case=case, by=cast.lotta)
        copy = new.goals.get()
        assert (new.number, new.main_goal) == (2, plan.main_goal)
        assert (copy.text, copy.status, copy.former) == (goal.text, GoalStatus.ONGOING, goal)
        assert [activity.what for activity in copy.activities.all()] == ["Träffa studievägledaren"]
        assert new.participant_took_part is False


def test_activating_replaces_the_version_before_and_leaves_it_as_it_was(
    case: Case, cast: Cast
) -> None:
    first = active_plan(cast.lotta, case)
    second = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        first.refresh_from_db()
        assert first.status == PlanStatus.REPLACED
        assert Plan.objects.of(case).active().get() == second
        assert first.goals.get().activities.count() == 1


def test_what_a_meeting_said_meanwhile_follows_into_the_new_version(case: Case, cast: Cast) -> None:
    """Planted: without the copying at activation the goal would be "pågår" in version 2."""
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        draft = actions.start_plan(case=case, by=cast.lotta)
        actions.set_goal_status(goal=plan.goals.get(), status=GoalStatus.PARTLY, by=cast.lotta)
        draft.participant_took_part = True
        actions.save_plan(plan=draft, by=cast.lotta)
        actions.activate(plan=draft, by=cast.lotta)
        assert draft.goals.get().status == GoalStatus.PARTLY


def test_a_plan_in_force_is_edited_by_a_new_version_only(case: Case, cast: Cast) -> None:
    """Planted: every write to a draft, done on a plan that has come into force."""
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        activity = goal.activities.get()
        for write in [
            lambda: actions.save_plan(plan=plan, by=cast.lotta),
            lambda: actions.add_goal(goal=goal_of(plan), by=cast.lotta),
            lambda: actions.save_goal(goal=goal, by=cast.lotta),
            lambda: actions.drop_goal(goal=goal, by=cast.lotta),
            lambda: actions.restore_goal(goal=goal, by=cast.lotta),
            lambda: actions.add_activity(activity=activity_of(goal), by=cast.lotta),
            lambda: actions.save_activity(activity=activity, by=cast.lotta),
            lambda: actions.remove_activity(activity=activity, by=cast.lotta),
            lambda: actions.restore_activity(activity=activity, by=cast.lotta),
            lambda: actions.activate(plan=plan, by=cast.lotta),
        ]:
            with pytest.raises(Refused, match="är inget utkast"):
                write()


def test_a_stale_draft_is_refused_by_what_the_database_says(case: Case, cast: Cast) -> None:
    """Planted: a page that still holds the draft after somebody else let it come into force."""
    stale = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        fresh = Plan.objects.of(case).get()
        actions.activate(plan=fresh, by=cast.lotta)
        stale.main_goal = "Något annat"
        with pytest.raises(Refused, match="är inget utkast"):
            actions.save_plan(plan=stale, by=cast.lotta)
        fresh.refresh_from_db()
        assert fresh.main_goal != "Något annat"


def test_goals_of_a_replaced_version_keep_their_status(case: Case, cast: Cast) -> None:
    first = active_plan(cast.lotta, case)
    active_plan(cast.lotta, case)
    with acting_as(cast.lotta), pytest.raises(Refused, match="ersatt"):
        actions.set_goal_status(goal=first.goals.get(), status=GoalStatus.MET, by=cast.lotta)


def test_a_dropped_goal_can_be_taken_back(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        assert actions.drop_goal(goal=goal, by=cast.lotta).status == GoalStatus.DROPPED
        assert actions.restore_goal(goal=goal, by=cast.lotta).status == GoalStatus.NOT_STARTED


def test_the_same_form_sent_twice_adds_one(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = goal_of(plan, text="En gång")
        again = goal_of(plan, text="En gång", id=goal.pk)
        actions.add_goal(goal=goal, by=cast.lotta)
        actions.add_goal(goal=again, by=cast.lotta)
        assert Goal.objects.of(case).filter(text="En gång").count() == 1
        activity = activity_of(goal)
        actions.add_activity(activity=activity, by=cast.lotta)
        actions.add_activity(activity=activity_of(goal, id=activity.pk), by=cast.lotta)
        assert Activity.objects.of(case).filter(goal=goal).count() == 1


def test_a_key_that_another_case_has_is_refused(case: Case, cast: Cast) -> None:
    """Planted: the hidden key of the form is that of a goal in another case."""
    other = draft_plan(cast.lotta, open_case_for(cast.lotta, cast.hv))
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        taken = other.goals.get().pk
        with pytest.raises(Refused, match="för gammal"):
            actions.add_goal(goal=goal_of(plan, id=taken), by=cast.lotta)


def test_a_closed_case_takes_no_writes(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        Case.objects.filter(pk=case.pk).update(closed_at=timezone.now(), outcome=Outcome.MOVED)
        for write in [
            lambda: actions.start_plan(case=case, by=cast.lotta),
            lambda: actions.save_goal(goal=goal, by=cast.lotta),
            lambda: actions.set_goal_status(goal=goal, status=GoalStatus.MET, by=cast.lotta),
            lambda: actions.activate(plan=plan, by=cast.lotta),
        ]:
            with pytest.raises(Refused, match="avslutat"):
                write()
