"""Verbs of the plan: writing it, letting it come into force, handing it out, and ending it."""

from plans.actions.ending import end_plan, resume_plan
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
    "drop_goal",
    "end_plan",
    "not_sharing",
    "remove_activity",
    "restore_goal",
    "resume_plan",
    "save_activity",
    "save_goal",
    "save_plan",
    "set_goal_status",
    "share_plan",
    "start_plan",
]
