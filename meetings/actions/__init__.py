"""Verbs of meetings: calling, holding, signing and handing out, and pausing their interval."""

from meetings.actions.meetings import book, cancel, cancel_all, move
from meetings.actions.minutes import hold, revise
from meetings.actions.obstacles import answer_obstacle
from meetings.actions.pausing import end_pause, pause_interval
from meetings.actions.sharing import share_minutes
from meetings.actions.signing import sign


__all__ = [
    "answer_obstacle",
    "book",
    "cancel",
    "cancel_all",
    "end_pause",
    "hold",
    "move",
    "pause_interval",
    "revise",
    "share_minutes",
    "sign",
]
