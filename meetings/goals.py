"""The goals and activities on a meeting's agenda, and what was said of them before."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.models import Case
from meetings.models import ActivityReview, GoalReview, Meeting
from organisation.models import MeetingType
from plans.models import Activity, ActivityStatus, Goal, PlanStatus


# Meetings with the person, where the goals of the plan are gone through (S12R, S20).
GOAL_MEETINGS = (MeetingType.NETWORK, MeetingType.INDIVIDUAL)


def open_goals(case: Case) -> "QuerySet[Goal]":
    """The goals that are still worked at, in the plan in force."""
    return Goal.objects.of(case).open().filter(plan__status=PlanStatus.ACTIVE)


def goals_of(meeting: Meeting) -> list[Goal]:
    """The goals on the meeting's agenda: the open ones, and those that it has spoken of."""
    if meeting.kind not in GOAL_MEETINGS:
        return []
    spoken_of = GoalReview.objects.of(meeting.case).filter(meeting=meeting).values("goal")
    goals = Goal.objects.of(meeting.case)
    if meeting.is_signed:
        return list(goals.filter(pk__in=spoken_of))
    return list(open_goals(meeting.case) | goals.filter(pk__in=spoken_of))


def last_reviews(meeting: Meeting) -> dict[UUID, GoalReview]:
    """What the latest meeting before this one said, by goal.

    A goal that goes on from a former version of the plan takes what was said of it there along.
    """
    before = GoalReview.objects.of(meeting.case).exclude(meeting=meeting)
    before = before.filter(meeting__held_on__lte=meeting.day).select_related("meeting")
    said = {review.goal_id: review for review in before.order_by("meeting__held_on")}
    return _along(said, Goal.objects.of(meeting.case))


def unreviewed(meeting: Meeting) -> list[Goal]:
    """The open goals that the meeting has given no status (R31)."""
    reviewed = GoalReview.objects.of(meeting.case).filter(meeting=meeting)
    return list(open_goals(meeting.case).exclude(pk__in=reviewed.values("goal")))


def activities_of(meeting: Meeting, goals: Collection[Goal]) -> list[Activity]:
    """The activities of ``goals`` that are still to be done, and those the meeting has spoken of."""
    spoken_of = ActivityReview.objects.of(meeting.case).filter(meeting=meeting)
    activities = Activity.objects.of(meeting.case).shown().filter(goal__in=goals)
    undone = ~Q(status=ActivityStatus.DONE) | Q(pk__in=spoken_of.values("activity"))
    return list(activities.filter(undone).order_by("position", "pk"))


def last_activity_reviews(meeting: Meeting) -> dict[UUID, ActivityReview]:
    """What the latest meeting before this one said, by activity; taken along as for goals."""
    before = ActivityReview.objects.of(meeting.case).exclude(meeting=meeting)
    before = before.filter(meeting__held_on__lte=meeting.day).select_related("meeting")
    said = {review.activity_id: review for review in before.order_by("meeting__held_on")}
    return _along(said, Activity.objects.of(meeting.case))


def _along(said: dict[UUID, Any], records: QuerySet) -> dict[UUID, Any]:
    """The reviews in ``said``, also by each later version of the goal or activity reviewed."""
    former = dict(records.values_list("pk", "former"))
    found = {}
    for record in former:
        step: UUID | None = record
        while step and step not in said:
            step = former[step]
        if step:
            found[record] = said[step]
    return found
