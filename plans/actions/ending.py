"""The plan when its case ends, and when the case is opened again."""

from audit.log import audited
from cases.models import Case
from organisation.models import User
from plans.models import Plan, PlanStatus


@audited("plan.ended")
def end_plan(*, case: Case, by: User) -> Case:
    """The plan in force is so no longer. A draft stays as it was written, to be read."""
    Plan.objects.of(case).active().update(status=PlanStatus.ENDED)
    return case


@audited("plan.resumed")
def resume_plan(*, case: Case, by: User) -> Case:
    """The plan that ended with the case is in force again."""
    Plan.objects.of(case).filter(status=PlanStatus.ENDED).update(status=PlanStatus.ACTIVE)
    return case
