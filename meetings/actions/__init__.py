"""Verbs of meetings: calling, holding and signing them, and pausing their interval."""

from meetings.actions.meetings import book, cancel, cancel_all, hold, move, revise, sign
from meetings.actions.pausing import end_pause, pause_interval


__all__ = [
    "book",
    "cancel",
    "cancel_all",
    "end_pause",
    "hold",
    "move",
    "pause_interval",
    "revise",
    "sign",
]
