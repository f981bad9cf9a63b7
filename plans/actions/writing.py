"""Writing the plan: versions, goals and activities. Every write locks the case first.

Only a draft is edited. What is in force changes by a new version, and by the status of its goals.
"""

from datetime import timedelta
from typing import Any, TypeVar

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.actions.execution import note_executed
from cases.models import Case, OfCase
from cases.rules import setting
from organisation.models import User
from plans.models import Activity, Goal, GoalStatus, Plan, PlanStatus
from plans.rules import ACTIVITY, MEASURE, OWN_FIELDS, area_label, plan_gaps, shown_goals
from sig.lib.dates import latest_working_day, today
from sig.lib.rules import Blocker, Refused


Record = TypeVar("Record", bound=OfCase)

PAGE = "plans:plan"
TAKEN_OUT = (
    "Någon annan har tagit bort aktiviteten. Lägg till den på nytt om den ska vara med i planen."
)


def _lock_open(case: Case) -> Case:
    """The case, locked. Raises ``Refused`` when it is closed."""
    case = lock_case(case)
    if case.closed_at:
        raise Refused(Blocker("Ärendet är avslutat. Planen kan inte ändras.", "", PAGE))
    return case


def require_status(plan: Plan, status: PlanStatus, sentence: str) -> None:
    """Lock the case and ask the database: someone else may have moved the plan on meanwhile."""
    _lock_open(plan.case)
    if not Plan.objects.of(plan.case).filter(pk=plan.pk, status=status).exists():
        raise Refused(Blocker(sentence, "R25", PAGE))


def _require_draft(plan: Plan) -> None:
    sentence = f"Version {plan.number} är inget utkast. Börja en ny version för att ändra planen."
    require_status(plan, PlanStatus.DRAFT, sentence)


# --- Versions -------------------------------------------------------------------------------------


@audited("plan.started")
def start_plan(*, case: Case, by: User) -> Plan:
    """A new version as a draft, or the draft that is already open: there is one at a time.

    It starts from the plan in force: its words, its open goals, and what is not yet done.
    """
    case = _lock_open(case)
    if draft := Plan.objects.of(case).draft().first():
        return draft
    latest = Plan.objects.of(case).first()
    active = Plan.objects.of(case).active().first()
    # The count of saves goes on, so that a page of the version before is never taken for this one's.
    plan = Plan(
        case=case,
        version=latest.version if latest else 0,
        number=latest.number + 1 if latest else 1,
        main_goal=active.main_goal if active else "",
        follow_up_on=latest_working_day(today() + timedelta(weeks=setting(case).interval_weeks)),
    )
    plan.save_version(by=by)
    for goal in shown_goals(active) if active else []:
        if goal.is_open:
            _copy(goal, plan)
    return plan


def _copy(goal: Goal, plan: Plan) -> None:
    copy = _duplicate(goal, plan=plan, former=goal)
    for activity in goal.activities.all():
        if activity.done_on is None:
            _duplicate(activity, goal=copy)


def _duplicate(record: Record, **changes: object) -> Record:
    fields = {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.primary_key and field.name not in changes
    }
    records: Any = type(record).objects
    made: Record = records.create(**fields, **changes)
    return made


@audited("plan.saved")
def save_plan(*, plan: Plan, by: User) -> Plan:
    """Save the draft's own fields.

    Raises ``Refused`` when it is no draft any more, ``Stale`` when a colleague has saved meanwhile.
    """
    _require_draft(plan)
    plan.save_version(by=by, fields=OWN_FIELDS)
    return plan


@audited("plan.activated")
def activate(*, plan: Plan, by: User) -> Plan:
    """Let the draft come into force in place of the version before, which stays as it was.

    Raises ``Refused`` with everything that is missing (R25).
    """
    _require_draft(plan)
    plan.refresh_from_db(from_queryset=Plan.objects.select_related("case"))
    _follow_meetings(plan)
    if gaps := plan_gaps(plan):
        raise Refused(*(Blocker(gap.sentence, gap.rule, PAGE) for gap in gaps))
    Plan.objects.of(plan.case).active().update(status=PlanStatus.REPLACED)
    plan.status = PlanStatus.ACTIVE
    plan.activated_at = timezone.now()
    plan.activated_by = by
    plan.save(update_fields=["status", "activated_at", "activated_by"])
    note_executed(plan.case, today())
    return plan


def _follow_meetings(plan: Plan) -> None:
    """A meeting may have given the plan in force a new status while the draft was written."""
    goals = Goal.objects.of(plan.case).filter(plan=plan).shown().select_related("former")
    for goal in goals:
        if goal.former and goal.status != goal.former.status:
            goal.status = goal.former.status
            goal.save(update_fields=["status"])


# --- Goals and activities -------------------------------------------------------------------------


@audited("goal.added")
def add_goal(*, goal: Goal, by: User) -> Goal:
    """Add a goal to a draft. The same form sent twice adds one."""
    _require_draft(goal.plan)
    if again := goal.already():
        return again
    goal.position = Goal.objects.of(goal.case).filter(plan=goal.plan).count()
    goal.area_label = area_label(goal.area)
    goal.save_version(by=by)
    return goal


@audited("goal.saved")
def save_goal(*, goal: Goal, by: User) -> Goal:
    """Change a goal of a draft. Raises ``Stale`` when a colleague has saved it meanwhile."""
    _require_draft(goal.plan)
    goal.area_label = area_label(goal.area)
    goal.save_version(by=by, fields=["area", "area_label", "text", *MEASURE])
    return goal


@audited("goal.dropped")
def drop_goal(*, goal: Goal, by: User) -> Goal:
    """Take a goal out of a draft. It stays as "utgått", and can be taken back."""
    return _set_draft_status(goal, GoalStatus.DROPPED)


@audited("goal.restored")
def restore_goal(*, goal: Goal, by: User) -> Goal:
    """Take back a goal that was dropped from a draft."""
    status = goal.former.status if goal.former else GoalStatus.NOT_STARTED
    return _set_draft_status(goal, GoalStatus(status))


def _set_draft_status(goal: Goal, status: GoalStatus) -> Goal:
    _require_draft(goal.plan)
    goal.status = status
    goal.save(update_fields=["status"])
    return goal


@audited("goal.status_set")
def set_goal_status(*, goal: Goal, status: GoalStatus | str, by: User) -> Goal:
    """What a meeting says of a goal in the plan in force. Raises ``Refused`` for a replaced plan."""
    _lock_open(goal.case)
    if Plan.objects.of(goal.case).filter(pk=goal.plan_id, status=PlanStatus.REPLACED).exists():
        raise Refused(Blocker("Planen är ersatt av en nyare version.", "R31", PAGE))
    goal.status = GoalStatus(status)
    goal.save(update_fields=["status"])
    return goal


@audited("activity.added")
def add_activity(*, activity: Activity, by: User) -> Activity:
    """Add an activity to a goal of a draft. The same form sent twice adds one."""
    _require_draft(activity.goal.plan)
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
    _require_draft(activity.goal.plan)
    if activity.removed:
        raise Refused(Blocker(TAKEN_OUT, "R25", PAGE))
    activity.save_version(by=by, fields=[*ACTIVITY, "due_on", "done_on"])
    return activity


@audited("activity.removed")
def remove_activity(*, activity: Activity, by: User) -> Activity:
    """Take an activity out of a draft."""
    _require_draft(activity.goal.plan)
    activity.removed = True
    activity.save(update_fields=["removed"])
    return activity
