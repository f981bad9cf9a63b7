"""Writing the plan: its versions and their goals. Every write locks the case first.

Only a draft is edited. What is in force changes by a new version, and by what is noted of its
goals and activities.
"""

from datetime import timedelta
from typing import Any, TypeVar

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.actions.execution import note_executed
from cases.execution import carries_out
from cases.models import Case, OfCase
from cases.rules import setting
from organisation.models import User
from plans.models import Activity, ActivityStatus, Goal, GoalStatus, Plan, PlanStatus
from plans.rules import MEASURE, OWN_FIELDS, area_label, plan_gaps, shown_goals
from sig.lib.dates import latest_working_day, today
from sig.lib.rules import Blocker, Refused


Record = TypeVar("Record", bound=OfCase)

PAGE = "plans:plan"
NO_REASON = "Skriv skälet till att det utgår."
STANDING = ("status", "status_on", "comment")  # what became of an activity


def lock_open(case: Case) -> Case:
    """The case, locked. Raises ``Refused`` when it is closed."""
    case = lock_case(case)
    if case.closed_at:
        raise Refused(Blocker("Ärendet är avslutat. Planen kan inte ändras.", "", PAGE))
    return case


def require_status(plan: Plan, status: PlanStatus, sentence: str) -> None:
    """Lock the case and ask the database: someone else may have moved the plan on meanwhile."""
    lock_open(plan.case)
    if not Plan.objects.of(plan.case).filter(pk=plan.pk, status=status).exists():
        raise Refused(Blocker(sentence, "R25", PAGE))


def require_draft(plan: Plan) -> None:
    sentence = f"Version {plan.number} är inget utkast. Börja en ny version för att ändra planen."
    require_status(plan, PlanStatus.DRAFT, sentence)


# --- Versions -------------------------------------------------------------------------------------


@audited("plan.started")
def start_plan(*, case: Case, by: User) -> Plan:
    """A new version as a draft, or the draft that is already open: there is one at a time.

    It starts from the plan in force: its words, its open goals, and what is not yet done. What was
    noted as not done is planned anew; its reason stands in the version before.
    """
    case = lock_open(case)
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
        consequences=active.consequences if active else "",
        follow_up_on=latest_working_day(today() + timedelta(weeks=setting(case).interval_weeks)),
    )
    plan.save_version(by=by)
    for goal in shown_goals(active) if active else []:
        if goal.is_open:
            _copy(goal, plan)
    return plan


def _copy(goal: Goal, plan: Plan) -> None:
    copy = _duplicate(goal, plan=plan, former=goal)
    planned = {"status": ActivityStatus.PLANNED, "status_on": None, "comment": ""}
    for activity in goal.activities.all():
        if activity.status not in ActivityStatus.ended():
            _duplicate(activity, goal=copy, former=activity, **planned)


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
    require_draft(plan)
    plan.save_version(by=by, fields=OWN_FIELDS)
    return plan


@audited("plan.activated")
def activate(*, plan: Plan, by: User) -> Plan:
    """Let the draft come into force in place of the version before, which stays as it was.

    Raises ``Refused`` with everything that is missing (R25).
    """
    require_draft(plan)
    plan.refresh_from_db(from_queryset=Plan.objects.select_related("case"))
    _follow_meetings(plan)
    _follow_notes(plan)
    if gaps := plan_gaps(plan):
        raise Refused(*(Blocker(gap.sentence, gap.rule, PAGE) for gap in gaps))
    Plan.objects.of(plan.case).active().update(status=PlanStatus.REPLACED)
    plan.status = PlanStatus.ACTIVE
    plan.activated_at = timezone.now()
    plan.activated_by = by
    plan.save(update_fields=["status", "activated_at", "activated_by"])
    if carries_out(plan.case, today()):
        note_executed(case=plan.case, on=today(), by=by)
    return plan


def _follow_meetings(plan: Plan) -> None:
    """A meeting may have given the plan in force a new status while the draft was written."""
    goals = Goal.objects.of(plan.case).filter(plan=plan).shown().select_related("former")
    for goal in goals:
        if goal.former and goal.status != goal.former.status:
            goal.status = goal.former.status
            goal.save(update_fields=["status"])


def _follow_notes(plan: Plan) -> None:
    """What was noted as done or dropped in the plan in force, while the draft was written."""
    planned = Activity.objects.of(plan.case).filter(goal__plan=plan, status=ActivityStatus.PLANNED)
    ended = planned.kept().filter(former__status__in=ActivityStatus.ended())
    for activity in ended.select_related("former"):
        for name in STANDING:
            setattr(activity, name, getattr(activity.former, name))
        activity.save(update_fields=STANDING)


# --- Goals ----------------------------------------------------------------------------------------


@audited("goal.added")
def add_goal(*, goal: Goal, by: User) -> Goal:
    """Add a goal to a draft. The same form sent twice adds one."""
    require_draft(goal.plan)
    if again := goal.already():
        return again
    goal.position = Goal.objects.of(goal.case).filter(plan=goal.plan).count()
    goal.area_label = area_label(goal.area)
    goal.save_version(by=by)
    return goal


@audited("goal.saved")
def save_goal(*, goal: Goal, by: User) -> Goal:
    """Change a goal of a draft. Raises ``Stale`` when a colleague has saved it meanwhile."""
    require_draft(goal.plan)
    goal.area_label = area_label(goal.area)
    goal.save_version(by=by, fields=["area", "area_label", "text", *MEASURE])
    return goal


@audited("goal.dropped")
def drop_goal(*, goal: Goal, because: str = "", by: User) -> Goal:
    """Take a goal out of a draft. It stays as "utgått", and can be taken back.

    Raises ``Refused`` without a reason for a goal that has been in force (R25).
    """
    if goal.former_id and not because.strip():
        raise Refused(Blocker(NO_REASON, "R25", PAGE))
    return _set_draft_status(goal, GoalStatus.DROPPED, because)


@audited("goal.restored")
def restore_goal(*, goal: Goal, by: User) -> Goal:
    """Take back a goal that was dropped from a draft."""
    status = goal.former.status if goal.former else GoalStatus.NOT_STARTED
    return _set_draft_status(goal, GoalStatus(status), "")


def _set_draft_status(goal: Goal, status: GoalStatus, because: str) -> Goal:
    require_draft(goal.plan)
    goal.status, goal.dropped_because = status, because
    goal.save(update_fields=["status", "dropped_because"])
    return goal


@audited("goal.status_set")
def set_goal_status(*, goal: Goal, status: GoalStatus | str, by: User) -> Goal:
    """What a meeting says of a goal in the plan in force. Raises ``Refused`` for a replaced plan."""
    lock_open(goal.case)
    if Plan.objects.of(goal.case).filter(pk=goal.plan_id, status=PlanStatus.REPLACED).exists():
        raise Refused(Blocker("Planen är ersatt av en nyare version.", "R31", PAGE))
    goal.status = GoalStatus(status)
    goal.save(update_fields=["status"])
    return goal
