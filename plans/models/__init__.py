"""Handlingsplan (form 3.5): versions, goals that can be measured, activities that someone answers for."""

from plans.models.copies import PlanCopy
from plans.models.goals import (
    Activity,
    ActivityQuerySet,
    ActivityStatus,
    Goal,
    GoalQuerySet,
    GoalStatus,
)
from plans.models.plans import Plan, PlanQuerySet, PlanStatus


__all__ = [
    "Activity",
    "ActivityQuerySet",
    "ActivityStatus",
    "Goal",
    "GoalQuerySet",
    "GoalStatus",
    "Plan",
    "PlanCopy",
    "PlanQuerySet",
    "PlanStatus",
]
