"""Meetings, who came, what was said and agreed on, and the flags for meetings that never were."""

from meetings.models.copies import MinutesCopy
from meetings.models.flags import Flag
from meetings.models.group import GroupMember, MissingActor
from meetings.models.meetings import Invitation, Meeting, MeetingStatus, locked_with_meeting
from meetings.models.minutes import (
    ActivityOutcome,
    ActivityReview,
    Attendance,
    Contribution,
    GoalReview,
    MeetingDecision,
)
from meetings.models.moves import MeetingMove
from meetings.models.obstacles import Obstacle
from meetings.models.pauses import IntervalPause
from meetings.models.weeks import WeeklyList, WeeklyNotice


__all__ = [
    "ActivityOutcome",
    "ActivityReview",
    "Attendance",
    "Contribution",
    "Flag",
    "GoalReview",
    "GroupMember",
    "IntervalPause",
    "Invitation",
    "Meeting",
    "MeetingDecision",
    "MinutesCopy",
    "Obstacle",
    "MeetingMove",
    "MeetingStatus",
    "MissingActor",
    "WeeklyList",
    "WeeklyNotice",
    "locked_with_meeting",
]
