"""Meetings, who came, what was said of each goal, and the flags for meetings that never were."""

from meetings.models.flags import Flag
from meetings.models.meetings import Invitation, Meeting, MeetingStatus, locked_with_meeting
from meetings.models.minutes import Attendance, GoalReview
from meetings.models.pauses import IntervalPause


__all__ = [
    "Attendance",
    "Flag",
    "GoalReview",
    "IntervalPause",
    "Invitation",
    "Meeting",
    "MeetingStatus",
    "locked_with_meeting",
]
