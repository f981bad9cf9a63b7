"""Meetings, who came, what was said of each goal, and the flags for meetings that never were."""

from meetings.models.flags import Flag
from meetings.models.group import GroupMember, MissingActor
from meetings.models.meetings import Invitation, Meeting, MeetingStatus, locked_with_meeting
from meetings.models.minutes import Attendance, GoalReview
from meetings.models.moves import MeetingMove
from meetings.models.pauses import IntervalPause


__all__ = [
    "Attendance",
    "Flag",
    "GoalReview",
    "GroupMember",
    "IntervalPause",
    "Invitation",
    "Meeting",
    "MeetingMove",
    "MeetingStatus",
    "MissingActor",
    "locked_with_meeting",
]
