"""Decisions become activities, activities are followed up, and obstacles go to the manager."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from meetings import actions
from meetings.models import (
    ActivityReview,
    Contribution,
    GoalReview,
    Meeting,
    MeetingDecision,
    Obstacle,
)
from organisation.access import acting_as
from plans.actions import activate, save_plan, start_plan
from plans.models import Activity, Goal, Plan
from sig.lib.dates import today
from sig.lib.rules import Refused
from sig.worklist import meetings as watches
from tests.meetings.conftest import Scene
from tests.story_meetings import booked, held, signed
from tests.story_minutes import NEXT, decision, obstacle_at, revised
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(scene: Scene) -> Plan:
    return active_plan(scene.cast.lotta, scene.case)


@pytest.fixture
def meeting(scene: Scene, plan: Plan) -> Meeting:
    """Held today with police and school, every goal answered and a next day."""
    called = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    return held(called, scene.cast.lotta, next_on=NEXT)


def goal_of(scene: Scene) -> Goal:
    return Goal.objects.of(scene.case).get(plan__status="active")


def decided(scene: Scene) -> list[str]:
    with acting_as(scene.cast.lotta):
        activities = Activity.objects.of(scene.case).filter(goal__plan__status="active")
        return [activity.what for activity in activities.order_by("position")]


# --- Decisions ------------------------------------------------------------------------------------


def test_a_decision_becomes_one_activity_of_the_plan_when_the_minutes_are_signed(
    scene: Scene, meeting: Meeting
) -> None:
    """Planted: a ``sign`` that carries out nothing, and one that does it before it asks if signed."""
    with acting_as(scene.cast.lotta):
        row = decision(meeting, goal_of(scene))
    revised(meeting, scene.cast.lotta, decisions=[row])
    assert decided(scene) == ["Träffa studievägledaren"]
    for _ in range(2):
        signed(meeting, scene.cast.lotta)
    assert decided(scene) == ["Träffa studievägledaren", "Ringa studievägledaren"]
    with acting_as(scene.cast.lotta):
        saved = MeetingDecision.objects.of(scene.case).select_related("activity").get()
        assert saved.activity
        assert saved.activity.responsible == "Lotsen"
        assert saved.activity.due_on == row.due_on


def test_a_decision_without_a_goal_and_one_taken_out_become_nothing(
    scene: Scene, meeting: Meeting
) -> None:
    """Planted: without ``kept`` the row that was taken out became an activity."""
    with acting_as(scene.cast.lotta):
        rows = [decision(meeting), decision(meeting, goal_of(scene), removed=True)]
    revised(meeting, scene.cast.lotta, decisions=rows)
    signed(meeting, scene.cast.lotta)
    assert decided(scene) == ["Träffa studievägledaren"]


def test_a_decision_follows_its_goal_into_the_plan_in_force_and_the_draft(
    scene: Scene, meeting: Meeting
) -> None:
    """Planted: ``goal_in_force`` without its walk, and an activity that the open draft lacked."""
    lotta = scene.cast.lotta
    with acting_as(lotta):
        row = decision(meeting, goal_of(scene))
    revised(meeting, lotta, decisions=[row])
    with acting_as(lotta):
        new = start_plan(case=scene.case, by=lotta)
        new.participant_took_part = True
        activate(plan=save_plan(plan=new, by=lotta), by=lotta)
        answered = GoalReview(goal=goal_of(scene), status="ongoing")
        draft = start_plan(case=scene.case, by=lotta)
    revised(meeting, lotta, reviews=[answered])
    signed(meeting, lotta)
    assert decided(scene) == ["Träffa studievägledaren", "Ringa studievägledaren"]
    with acting_as(lotta):
        assert Activity.objects.of(scene.case).filter(goal__plan=draft).count() == 2


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"responsible": ""}, "saknar ansvarig."),
        ({"due_on": None}, "saknar dag."),
        ({"responsible": "", "due_on": None}, "saknar ansvarig och dag."),
    ],
    ids=["who", "when", "both"],
)
def test_r25_minutes_with_a_decision_that_nobody_answers_for_are_not_signed(
    scene: Scene, meeting: Meeting, missing: dict[str, object], sentence: str
) -> None:
    """Planted: ``signing_blockers`` without ``decisions_answered``."""
    revised(meeting, scene.cast.lotta, decisions=[decision(meeting, **missing)])
    with pytest.raises(Refused, match=sentence):
        signed(meeting, scene.cast.lotta)


def test_a_decision_for_a_goal_that_has_left_the_plan_stops_the_signing(
    scene: Scene, meeting: Meeting
) -> None:
    """Planted: without the look for the goal the refusal said something else."""
    with acting_as(scene.cast.lotta):
        goal = goal_of(scene)
        revised(meeting, scene.cast.lotta, decisions=[decision(meeting, goal)])
        Goal.objects.filter(pk=goal.pk).update(status="dropped")
    with pytest.raises(Refused, match="inte är med i planen längre"):
        signed(meeting, scene.cast.lotta)


def test_r51_what_was_agreed_is_locked_with_the_minutes(scene: Scene, meeting: Meeting) -> None:
    lotta = scene.cast.lotta
    revised(
        meeting,
        lotta,
        decisions=[decision(meeting)],
        contributions=[obstacle_at(meeting, scene.police)],
    )
    signed(meeting, lotta)
    with acting_as(lotta):
        for records, change in (
            (MeetingDecision.objects, {"what": "Något annat"}),
            (Contribution.objects, {"obstacle": "Inget"}),
        ):
            with pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
                records.filter(meeting=meeting).update(**change)


# --- Activities -----------------------------------------------------------------------------------


def test_an_activity_that_is_done_is_done_in_the_plan(scene: Scene, meeting: Meeting) -> None:
    """Planted: without ``note_activity`` the plan knew nothing of it."""
    lotta, yesterday = scene.cast.lotta, today() - timedelta(days=1)
    with acting_as(lotta):
        activity = Activity.objects.of(scene.case).get()
    done = ActivityReview(activity=activity, outcome="done", done_on=yesterday)
    revised(meeting, lotta, activity_reviews=[done])
    with acting_as(lotta):
        noted = Activity.objects.of(scene.case).get()
        assert (noted.status, noted.status_on) == ("done", yesterday)
    undone = ActivityReview(activity=activity, outcome="not_done", reason="Skolan hade lov.")
    revised(meeting, lotta, activity_reviews=[undone])
    with acting_as(lotta):
        noted = Activity.objects.of(scene.case).get()
        assert (noted.status, noted.comment) == ("not_done", "Skolan hade lov.")
        assert ActivityReview.objects.of(scene.case).get().reason == "Skolan hade lov."


def test_an_activity_that_is_not_done_has_a_reason(scene: Scene, meeting: Meeting) -> None:
    with acting_as(scene.cast.lotta):
        activity = Activity.objects.of(scene.case).get()
    wrong = ActivityReview(activity=activity, outcome="not_done")
    with pytest.raises(IntegrityError, match="activity_review_reason"):
        revised(meeting, scene.cast.lotta, activity_reviews=[wrong])


# --- R35 and R36 ----------------------------------------------------------------------------------


def test_r8_one_who_was_not_called_contributes_nothing(scene: Scene, meeting: Meeting) -> None:
    """Planted: ``_write_contribution`` that doesn't ask for the invitation."""
    with pytest.raises(Refused, match="inte kallad"):
        revised(
            meeting, scene.cast.lotta, contributions=[obstacle_at(meeting, scene.health, "Nej")]
        )


def raised(scene: Scene, meeting: Meeting) -> Obstacle:
    revised(meeting, scene.cast.lotta, contributions=[obstacle_at(meeting, scene.police)])
    signed(meeting, scene.cast.lotta)
    with acting_as(scene.cast.carin):
        found: Obstacle = Obstacle.objects.select_related("case").get()
        return found


def test_r36_an_obstacle_goes_to_the_manager_until_the_partner_is_contacted(
    scene: Scene, meeting: Meeting
) -> None:
    """Planted: an unmarked obstacle that goes too, and a watch that never lets go."""
    school = Contribution(case=scene.case, agency=scene.school, obstacle="Ingen.")
    revised(meeting, scene.cast.lotta, contributions=[school])
    obstacle, carin = raised(scene, meeting), scene.cast.carin
    with acting_as(carin):
        [case] = watches.obstacle_waits(carin, today())
        words = watches.say_obstacle_waits(case, today())
        assert words.why.startswith("Polis")
        assert not watches.obstacle_waits(scene.cast.lotta, today()).exists()
        answered = actions.answer_obstacle(
            obstacle=obstacle, contacted_on=today(), outcome="Ny tid nästa vecka.", by=carin
        )
        assert answered.contacted_by == carin
        assert not watches.obstacle_waits(carin, today()).exists()


def test_r36_the_answer_is_said_once_and_on_a_day_that_can_be(
    scene: Scene, meeting: Meeting
) -> None:
    """Planted: an answer that writes over the first, and one from before the obstacle was raised."""
    obstacle, carin = raised(scene, meeting), scene.cast.carin
    with acting_as(carin):
        for day, words, sentence in (
            (today() + timedelta(days=1), "Ja", "framtiden"),
            (today() - timedelta(days=1), "Ja", "innan hindret"),
            (today(), " ", "vad som kom fram"),
        ):
            with pytest.raises(Refused, match=sentence):
                actions.answer_obstacle(
                    obstacle=obstacle, contacted_on=day, outcome=words, by=carin
                )
        for words in ("Ny tid.", "Något annat."):
            actions.answer_obstacle(
                obstacle=obstacle, contacted_on=today(), outcome=words, by=carin
            )
        assert Obstacle.objects.get().outcome == "Ny tid."
