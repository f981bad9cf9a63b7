"""Verbs of the plan: writing it, letting it come into force, and handing it out."""

from plans.actions.following import decide_activity, note_done
from plans.actions.sharing import not_sharing, share_plan
from plans.actions.writing import (
    activate,
    add_activity,
    add_goal,
    drop_goal,
    remove_activity,
    restore_goal,
    save_activity,
    save_goal,
    save_plan,
    set_goal_status,
    start_plan,
)


__all__ = [
    "activate",
    "add_activity",
    "add_goal",
    "decide_activity",
    "drop_goal",
    "not_sharing",
    "note_done",
    "remove_activity",
    "restore_goal",
    "save_activity",
    "save_goal",
    "save_plan",
    "set_goal_status",
    "share_plan",
    "start_plan",
]
