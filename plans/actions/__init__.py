"""Verbs of the plan: writing it, letting it come into force, handing it out, and ending it."""

from plans.actions.activities import (
    add_activity,
    note_activity,
    remove_activity,
    restore_activity,
    save_activity,
)
from plans.actions.ending import end_plan, resume_plan
from plans.actions.facts import (
    accept_undertaking,
    add_related,
    note_signatures,
    remove_related,
)
from plans.actions.following import decide_activity
from plans.actions.procurements import (
    decide_procurement,
    follow_up_procurement,
    propose,
    save_procurement,
    start_procurement,
)
from plans.actions.relatives import remove_relative, save_offer, save_relative
from plans.actions.sharing import not_sharing, share_plan
from plans.actions.supports import remove_support, save_support
from plans.actions.writing import (
    activate,
    add_goal,
    drop_goal,
    restore_goal,
    save_goal,
    save_plan,
    set_goal_status,
    start_plan,
)


__all__ = [
    "accept_undertaking",
    "activate",
    "add_activity",
    "add_goal",
    "add_related",
    "decide_activity",
    "decide_procurement",
    "drop_goal",
    "end_plan",
    "follow_up_procurement",
    "not_sharing",
    "note_activity",
    "note_signatures",
    "propose",
    "remove_activity",
    "remove_related",
    "remove_relative",
    "remove_support",
    "restore_activity",
    "restore_goal",
    "resume_plan",
    "save_activity",
    "save_goal",
    "save_offer",
    "save_plan",
    "save_procurement",
    "save_relative",
    "save_support",
    "set_goal_status",
    "share_plan",
    "start_plan",
    "start_procurement",
]
