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
from plans.models.procurements import Procurement, ProcurementFollowUp, ProcurementStatus
from plans.models.recurrence import Every
from plans.models.related import RelatedKind, RelatedPlan
from plans.models.relatives import Relative, RelativeOffer, RelativeQuerySet
from plans.models.supports import SupportMeasure, SupportMeasureQuerySet
from plans.models.undertakings import Undertaking


__all__ = [
    "Activity",
    "ActivityQuerySet",
    "ActivityStatus",
    "Every",
    "Goal",
    "GoalQuerySet",
    "GoalStatus",
    "Plan",
    "PlanCopy",
    "PlanQuerySet",
    "PlanStatus",
    "Procurement",
    "ProcurementFollowUp",
    "ProcurementStatus",
    "RelatedKind",
    "RelatedPlan",
    "Relative",
    "RelativeOffer",
    "RelativeQuerySet",
    "SupportMeasure",
    "SupportMeasureQuerySet",
    "Undertaking",
]
