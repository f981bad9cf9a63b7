"""How what was said of a goal follows it from one version of the plan into the next."""

from uuid import UUID

from plans.models import Goal, PlanStatus


def goal_in_force(goal: Goal) -> Goal | None:
    """The goal as it stands in the plan in force, or None when it is no part of it any more."""
    goals = Goal.objects.of(goal.case)
    former = dict(goals.values_list("pk", "former"))
    for candidate in goals.shown().filter(plan__status=PlanStatus.ACTIVE).select_related("plan"):
        step: UUID | None = candidate.pk
        while step and step != goal.pk:
            step = former[step]
        if step:
            candidate.case = goal.case
            return candidate
    return None
