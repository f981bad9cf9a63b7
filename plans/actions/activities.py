"""The activities: planned in a draft, and what became of them noted in the plan in force."""

from datetime import date

from audit.log import audited
from organisation.models import User
from plans.actions.writing import NO_REASON, PAGE, STANDING, require_draft, require_status
from plans.models import Activity, ActivityStatus, PlanStatus
from plans.rules import PLANNING, note_gaps
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


TAKEN_OUT = (
    "Någon annan har tagit bort aktiviteten. Lägg till den på nytt om den ska vara med i planen."
)


@audited("activity.added")
def add_activity(*, activity: Activity, by: User) -> Activity:
    """Add an activity to a goal of a draft. The same form sent twice adds one."""
    require_draft(activity.goal.plan)
    if again := activity.already():
        return again
    activity.position = Activity.objects.of(activity.case).filter(goal=activity.goal).count()
    activity.save_version(by=by)
    return activity


@audited("activity.saved")
def save_activity(*, activity: Activity, by: User) -> Activity:
    """Change an activity of a draft.

    Raises ``Refused`` when it is taken out, ``Stale`` when a colleague has saved it meanwhile.
    """
    require_draft(activity.goal.plan)
    if activity.removed or activity.status == ActivityStatus.DROPPED:
        raise Refused(Blocker(TAKEN_OUT, "R25", PAGE))
    activity.save_version(by=by, fields=PLANNING)
    return activity


@audited("activity.removed")
def remove_activity(*, activity: Activity, because: str = "", by: User) -> Activity:
    """Take an activity out of a draft.

    One that has been in force stays as "utgått", and raises ``Refused`` without a reason (R25). A
    slip that nobody has got is kept unseen.
    """
    require_draft(activity.goal.plan)
    if activity.former_id is None:
        activity.removed = True
        activity.save(update_fields=["removed"])
        return activity
    if not because.strip():
        raise Refused(Blocker(NO_REASON, "R25", PAGE))
    return _stand(activity, ActivityStatus.DROPPED, today(), because)


@audited("activity.restored")
def restore_activity(*, activity: Activity, by: User) -> Activity:
    """Take back an activity that was dropped from a draft."""
    require_draft(activity.goal.plan)
    return _stand(activity, ActivityStatus.PLANNED, None, "")


def _stand(activity: Activity, status: ActivityStatus, on: date | None, comment: str) -> Activity:
    activity.status, activity.status_on, activity.comment = status, on, comment
    activity.save(update_fields=STANDING)
    return activity


@audited("activity.noted")
def note_activity(
    *, activity: Activity, status: ActivityStatus | str, on: date | None, comment: str, by: User
) -> Activity:
    """Note what became of an activity in the plan in force, without a new version of the plan.

    ``on`` is the day that it was done, or that it was known not to be. "Planerat" takes a note
    back, and its day and comment with it. Raises ``Refused`` when what the status asks for is
    missing (``note_gaps``) or the plan isn't in force, ``Stale`` when somebody else has noted
    meanwhile.
    """
    plan, status = activity.goal.plan, ActivityStatus(status)
    sentence = (
        f"Version {plan.number} gäller inte. Det som blivit av noteras i den gällande planen."
    )
    require_status(plan, PlanStatus.ACTIVE, sentence)
    if gaps := note_gaps(status, on, comment):
        raise Refused(*(Blocker(gap, "R25", PAGE) for gap in gaps.values()))
    if status == ActivityStatus.PLANNED:
        on, comment = None, ""
    activity.status, activity.status_on, activity.comment = status, on, comment
    activity.save_version(by=by, fields=STANDING)
    return activity
