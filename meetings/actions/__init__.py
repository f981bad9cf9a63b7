"""Verbs of meetings: the group, calling, holding, signing and handing out, and pausing the interval."""

from meetings.actions.calling import book, cancel, cancel_all, move
from meetings.actions.group import add_member, end_member, note_missing
from meetings.actions.minutes import hold, revise
from meetings.actions.obstacles import answer_obstacle
from meetings.actions.pausing import end_pause, pause_interval
from meetings.actions.sharing import share_minutes
from meetings.actions.signing import sign


__all__ = [
    "add_member",
    "answer_obstacle",
    "book",
    "cancel",
    "cancel_all",
    "end_member",
    "end_pause",
    "hold",
    "move",
    "note_missing",
    "pause_interval",
    "revise",
    "share_minutes",
    "sign",
]
