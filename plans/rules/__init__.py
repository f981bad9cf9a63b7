"""What must be true of the plan, and what of it each recipient gets."""

from plans.rules.comparing import Comparison, Difference, Pair, compare
from plans.rules.following import goal_in_force
from plans.rules.notes import note_gaps
from plans.rules.partners import Expected, answerable, expected, related_plans
from plans.rules.procurements import (
    buyer_stands_free,
    follow_ups,
    has_bought,
    limit_words,
    next_follow_up,
    procurement_gaps,
    wrong_days,
)
from plans.rules.recipients import Excerpt, LeftOut, excerpts, excerpts_of, kinds_told
from plans.rules.relatives import (
    contact_in_words,
    known_by_consent,
    offer_gaps,
    relative_gaps,
    relative_supports,
    relatives,
)
from plans.rules.sharing import handed_out, plan_shared_or_reason
from plans.rules.supports import commissioned_lots, support_gaps, support_kinds, supports
from plans.rules.writing import (
    ACTIVITY,
    MEASURE,
    OWN_FIELDS,
    PLANNING,
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
    "PLANNING",
    "Comparison",
    "Difference",
    "Excerpt",
    "Expected",
    "Gap",
    "LeftOut",
    "Pair",
    "answerable",
    "area_label",
    "buyer_stands_free",
    "commissioned_lots",
    "compare",
    "contact_in_words",
    "current_plan",
    "excerpts",
    "excerpts_of",
    "expected",
    "follow_ups",
    "goal_in_force",
    "handed_out",
    "has_bought",
    "kinds_told",
    "known_by_consent",
    "limit_words",
    "next_follow_up",
    "note_gaps",
    "offer_gaps",
    "participant_took_part",
    "plan_active",
    "plan_complete",
    "plan_gaps",
    "plan_shared_or_reason",
    "procurement_gaps",
    "related_plans",
    "relative_gaps",
    "relative_supports",
    "relatives",
    "shown_goals",
    "support_gaps",
    "support_kinds",
    "supports",
    "wrong_days",
]
