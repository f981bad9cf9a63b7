"""Meetings, who came, what was said and agreed on, and the flags for meetings that never were."""

from meetings.models.copies import MinutesCopy
from meetings.models.flags import Flag
from meetings.models.meetings import Invitation, Meeting, MeetingStatus, locked_with_meeting
from meetings.models.minutes import (
    ActivityOutcome,
    ActivityReview,
    Attendance,
    Contribution,
    GoalReview,
    MeetingDecision,
)
from meetings.models.obstacles import Obstacle
from meetings.models.pauses import IntervalPause
from meetings.models.weeks import WeeklyList


__all__ = [
    "ActivityOutcome",
    "ActivityReview",
    "Attendance",
    "Contribution",
    "Flag",
    "GoalReview",
    "IntervalPause",
    "Invitation",
    "Meeting",
    "MeetingDecision",
    "MeetingStatus",
    "WeeklyList",
    "MinutesCopy",
    "Obstacle",
    "locked_with_meeting",
]
