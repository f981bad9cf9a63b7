"""Verbs of meetings: the group, calling, holding and signing them, and pausing their interval."""

from meetings.actions.calling import book, cancel, cancel_all, move
from meetings.actions.group import add_member, end_member, note_missing
from meetings.actions.meetings import hold, revise, sign
from meetings.actions.pausing import end_pause, pause_interval


__all__ = [
    "add_member",
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
    "sign",
]
