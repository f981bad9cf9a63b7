"""Meetings, who came, what was said of each goal, and the flags for meetings that never were."""

from meetings.models.flags import Flag
from meetings.models.meetings import Invitation, Meeting, MeetingStatus, locked_with_meeting
from meetings.models.minutes import Attendance, GoalReview
from meetings.models.pauses import IntervalPause
from meetings.models.weeks import WeeklyList


__all__ = [
    "Attendance",
    "Flag",
    "GoalReview",
    "IntervalPause",
    "Invitation",
    "Meeting",
    "MeetingStatus",
    "WeeklyList",
    "locked_with_meeting",
]
