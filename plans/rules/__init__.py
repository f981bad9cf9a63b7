"""What must be true of the plan, and what of it each recipient gets."""

from plans.rules.following import goal_in_force
from plans.rules.recipients import Excerpt, LeftOut, excerpts, excerpts_of, kinds_told
from plans.rules.sharing import handed_out, plan_shared_or_reason
from plans.rules.writing import (
    ACTIVITY,
    MEASURE,
    OWN_FIELDS,
    Gap,
    area_label,
    current_plan,
    participant_took_part,
    plan_active,
    plan_complete,
    plan_gaps,
    shown_goals,
)


__all__ = [
    "ACTIVITY",
    "MEASURE",
    "OWN_FIELDS",
    "Excerpt",
    "Gap",
    "LeftOut",
    "area_label",
    "current_plan",
    "excerpts",
    "excerpts_of",
    "goal_in_force",
    "handed_out",
    "kinds_told",
    "participant_took_part",
    "plan_active",
    "plan_complete",
    "plan_gaps",
    "plan_shared_or_reason",
    "shown_goals",
]
