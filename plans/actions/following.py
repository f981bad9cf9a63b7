"""What a meeting brings into the plan in force: the activities that it decided on."""

from audit.log import audited
from organisation.models import User
from plans.actions.writing import PAGE, require_status
from plans.models import Activity, Goal, PlanStatus
from plans.rules import goal_in_force
from sig.lib.rules import Blocker, Refused


@audited("activity.decided")
def decide_activity(*, activity: Activity, by: User) -> Activity:
    """Add what a meeting decided to the plan in force, and to the draft that is to follow it.

    The goal that the meeting spoke of may have gone on into a newer version: the activity is that
    one's. Raises ``Refused`` when the goal is no part of the plan in force.
    """
    spoken_of = activity.goal
    goal = goal_in_force(spoken_of)
    if goal is None:
        sentence = (
            f"Målet ”{spoken_of.text}” är inte med i den gällande planen. Välj ett annat mål."
        )
        raise Refused(Blocker(sentence, "R25", PAGE))
    goal.plan.case = activity.case
    require_status(goal.plan, PlanStatus.ACTIVE, "Planen gäller inte längre.")
    _add(activity, goal, by)
    drafted = Goal.objects.of(activity.case).shown().filter(former=goal)
    for copy in drafted.filter(plan__status=PlanStatus.DRAFT):
        _add(_same(activity), copy, by)
    return activity


def _add(activity: Activity, goal: Goal, by: User) -> None:
    activity.goal = goal
    activity.position = Activity.objects.of(activity.case).filter(goal=goal).count()
    activity.save_version(by=by)


def _same(activity: Activity) -> Activity:
    return Activity(
        case=activity.case,
        what=activity.what,
        how=activity.how,
        responsible=activity.responsible,
        due_on=activity.due_on,
    )
