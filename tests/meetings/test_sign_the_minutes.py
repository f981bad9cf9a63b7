"""Signing: never with a goal left unanswered or without a next date, and never changed after."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from meetings import actions
from meetings.goals import last_activity_reviews, last_reviews, unreviewed
from meetings.models import ActivityOutcome, ActivityReview, Attendance, GoalReview, Meeting
from organisation.access import acting_as
from organisation.models import MeetingType
from plans.actions import activate, save_plan, start_plan
from plans.models import Activity, Goal, GoalStatus
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.meetings.conftest import Scene
from tests.meetings.test_call_a_meeting import refusal
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_meetings import booked, enrolled, fresh, held, in_days, signed
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db

NEXT = today() + timedelta(days=20)


def revise(meeting: Meeting, scene: Scene, **minutes: Any) -> Meeting:
    with acting_as(scene.cast.lotta):
        return actions.revise(meeting=meeting, by=scene.cast.lotta, **minutes)


def reviewed(scene: Scene, status: GoalStatus = GoalStatus.ONGOING) -> list[GoalReview]:
    with acting_as(scene.cast.lotta):
        return [GoalReview(goal=Goal.objects.of(scene.case).get(), status=status)]


def test_r30_a_meeting_ends_with_a_next_date_or_an_end(scene: Scene) -> None:
    """Planted: with ``or True`` in ``next_or_end`` the minutes were signed without either."""
    meeting = held(booked(scene.case, scene.cast.lotta), scene.cast.lotta)
    assert "Nästa möte saknas" in refusal(signed, meeting, scene.cast.lotta)
    assert signed(revise(meeting, scene, next_on=NEXT), scene.cast.lotta).is_signed


def test_r30_the_end_is_said_in_words(scene: Scene) -> None:
    """Planted: ``next_or_end`` that asks for a date alone."""
    meeting = booked(scene.case, scene.cast.lotta)
    held(meeting, scene.cast.lotta, ends_reason="Målen är uppfyllda.")
    assert signed(meeting, scene.cast.lotta).is_signed


def test_r31_a_meeting_cannot_be_signed_with_a_goal_left_unanswered(scene: Scene) -> None:
    """Planted: with ``unreviewed`` returning [] the minutes were signed."""
    active_plan(scene.cast.lotta, scene.case)
    meeting = held(
        booked(scene.case, scene.cast.lotta), scene.cast.lotta, status=None, next_on=NEXT
    )
    sentence = refusal(signed, meeting, scene.cast.lotta)
    assert sentence == ("Status saknas på ”Gå till skolan minst fyra dagar i veckan”. Ange status.")
    with acting_as(scene.cast.lotta):
        assert len(unreviewed(meeting)) == 1
    revise(meeting, scene, reviews=reviewed(scene))
    assert signed(meeting, scene.cast.lotta).is_signed


def test_r31_no_reason_helps_in_sig_unga(scene: Scene) -> None:
    """Planted: a reason that does in every programme."""
    active_plan(scene.cast.lotta, scene.case)
    meeting = held(
        booked(scene.case, scene.cast.lotta),
        scene.cast.lotta,
        status=None,
        next_on=NEXT,
        unreviewed_reason="Tiden räckte inte.",
    )
    assert "Status saknas" in refusal(signed, meeting, scene.cast.lotta)


def test_r31_a_reason_is_enough_in_an_individual_meeting_of_a_young_adult(cast: Cast) -> None:
    """Planted: a reason that never does, and goals that nobody asks about."""
    case = open_case_for(cast.lotta, cast.hv, programme="unga-vuxna", years=22)
    enrolled(case, today() - timedelta(days=10), 5)
    active_plan(cast.lotta, fresh(case))
    meeting = booked(fresh(case), cast.lotta, kind=MeetingType.INDIVIDUAL)
    meeting = held(meeting, cast.lotta, status=None, next_on=NEXT)
    assert "eller skälet" in refusal(signed, meeting, cast.lotta)
    with acting_as(cast.lotta):
        reason = "Mötet gällde bostaden."
        actions.revise(meeting=meeting, unreviewed_reason=reason, by=cast.lotta)
    assert signed(meeting, cast.lotta).is_signed


def test_r31_goals_are_not_asked_about_among_officials(scene: Scene) -> None:
    """Planted: goals asked about in every meeting."""
    active_plan(scene.cast.lotta, scene.case)
    meeting = booked(scene.case, scene.cast.lotta, kind=MeetingType.OFFICIALS)
    held(meeting, scene.cast.lotta, status=None, next_on=NEXT)
    assert signed(meeting, scene.cast.lotta).is_signed


def test_a_booked_meeting_cannot_be_signed(scene: Scene) -> None:
    assert "inte sparat som hållet" in refusal(
        signed, booked(scene.case, scene.cast.lotta), scene.cast.lotta
    )


def test_signing_twice_signs_once(scene: Scene) -> None:
    meeting = held(booked(scene.case, scene.cast.lotta), scene.cast.lotta, next_on=NEXT)
    first = signed(meeting, scene.cast.lotta).signed_at
    assert signed(meeting, scene.cast.lotta).signed_at == first


def test_r51_signed_minutes_are_locked_by_the_action(scene: Scene) -> None:
    """Planted: ``revise`` that leaves it to the database."""
    meeting = held(booked(scene.case, scene.cast.lotta), scene.cast.lotta, next_on=NEXT)
    signed(meeting, scene.cast.lotta)
    with pytest.raises(Refused, match="kan inte ändras"):
        revise(meeting, scene, notes="Tillagt i efterhand")


def test_r51_signed_minutes_are_locked_by_the_database(scene: Scene) -> None:
    """Past the action. Planted: with the triggers dropped, every one of these was written."""
    active_plan(scene.cast.lotta, scene.case)
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    signed(held(meeting, scene.cast.lotta, next_on=NEXT), scene.cast.lotta)
    row = {"case": scene.case, "meeting": meeting}
    with acting_as(scene.cast.lotta):
        for write in (
            lambda: Meeting.objects.filter(pk=meeting.pk).update(notes="Ändrat"),
            lambda: Attendance.objects.filter(meeting=meeting).update(present=False),
            lambda: GoalReview.objects.filter(meeting=meeting).update(status="met"),
            lambda: Attendance.objects.create(**row, agency=scene.health),
        ):
            with pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
                write()


def test_revising_keeps_what_it_is_not_told_about(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school)
    meeting = held(meeting, scene.cast.lotta, notes="Lotsen ringer skolan.")
    revised = revise(meeting, scene, next_on=NEXT)
    assert revised.notes == "Lotsen ringer skolan."
    with acting_as(scene.cast.lotta):
        assert meeting.attendances.filter(present=True).count() == 2


def test_last_time_follows_a_goal_into_a_new_version_of_the_plan(scene: Scene) -> None:
    """Planted: without the walk through ``former`` the new version knew of no last time."""
    lotta = scene.cast.lotta
    active_plan(lotta, scene.case)
    first = booked(scene.case, lotta, starts_at=in_days(1))
    with acting_as(lotta):
        done = Activity.objects.of(scene.case).get()
        said = ActivityReview(activity=done, outcome=ActivityOutcome.GOES_ON)
    day = today() - timedelta(days=3)
    held(first, lotta, day, status=GoalStatus.PARTLY, activity_reviews=[said])
    with acting_as(lotta):
        new = start_plan(case=scene.case, by=lotta)
        new.participant_took_part = True
        activate(plan=save_plan(plan=new, by=lotta), by=lotta)
    second = booked(scene.case, lotta, starts_at=in_days(2))
    with acting_as(lotta):
        goal = Goal.objects.of(scene.case).get(plan=new)
        assert last_reviews(second)[goal.pk].status == GoalStatus.PARTLY
        assert last_reviews(first) == {}
        activity = Activity.objects.of(scene.case).get(goal=goal)
        assert last_activity_reviews(second)[activity.pk].outcome == ActivityOutcome.GOES_ON
