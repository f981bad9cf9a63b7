"""What must be true of a plan that comes into force: goals to measure, activities answered (R25)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from cases.models import Case
from organisation.models import ListItem, ListKind, User
from plans.models import Activity, Goal, Plan
from sig.lib.rules import rule


OWN_FIELDS = (
    "main_goal",
    "participant_took_part",
    "guardian_took_part",
    "plain_language",
    "read_aloud",
    "interpreter",
    "consequences",
    "follow_up_on",
)
MEASURE = ("indicator", "start_value", "target_value", "target_on")
ACTIVITY = ("what", "how", "when", "where", "who", "responsible")
# The whole form of an activity: what must be answered, and what says it more exactly.
PLANNING = (*ACTIVITY, "every_weeks", "weekdays", "due_on", "responsible_agency")

_SHOWN = 60  # characters of a goal or an activity in a sentence


@dataclass(frozen=True)
class Gap:
    """What keeps a plan from coming into force, and where on the page of the plan it is mended."""

    sentence: str
    anchor: str
    rule: str = "R25"


def current_plan(case: Case) -> Plan | None:
    """The version at hand: the draft when one is open, otherwise the one in force, or that was."""
    plans = {plan.status: plan for plan in Plan.objects.of(case).exclude(status="replaced")}
    return plans.get("draft") or plans.get("active") or plans.get("ended")


def shown_goals(plan: Plan) -> list[Goal]:
    """The goals that the plan stands for with their activities, in the order of the areas."""
    areas = ListItem.objects.of(ListKind.AREA).values_list("code", flat=True)
    order = {code: place for place, code in enumerate(areas)}
    goals = Goal.objects.of(plan.case).filter(plan=plan).shown()
    goals = goals.with_activities().with_dropped_activities()
    return sorted(goals, key=lambda goal: order.get(goal.area, len(order)))


def area_label(code: str) -> str:
    """What an area is called today; an area that has ended keeps the name that it had."""
    return str(ListItem.objects.of(ListKind.AREA).filter(code=code).latest("valid_from").label)


# --- Coming into force ----------------------------------------------------------------------------


def plan_gaps(plan: Plan) -> list[Gap]:
    """Everything that is left before the plan can come into force, a sentence each."""
    gaps = []
    if not plan.main_goal.strip():
        gaps.append(Gap("”Det här vill jag” är inte ifyllt.", "planen"))
    if not plan.participant_took_part:
        gaps.append(Gap("Den enskilde har inte varit med och gjort planen.", "planen", "S20-4c"))
    return gaps + _goal_gaps(shown_goals(plan))


def _goal_gaps(goals: Collection[Goal]) -> list[Gap]:
    if not goals:
        return [Gap("Planen har inget mål.", "nytt-mal")]
    return [gap for goal in goals if goal.is_open for gap in _gaps_of(goal)]


def _gaps_of(goal: Goal) -> Iterable[Gap]:
    anchor = f"mal-{goal.pk}"
    if missing := _missing(goal, MEASURE):
        yield Gap(f"Målet ”{_short(goal.text)}” saknar {missing}.", anchor)
    activities = list(goal.activities.all())
    if not activities:
        yield Gap(f"Målet ”{_short(goal.text)}” har ingen aktivitet.", anchor)
    for activity in activities:
        if activity.is_planned and (missing := _missing(activity, ACTIVITY)):
            name = f"”{_short(activity.what)}”" if activity.what else "utan namn"
            yield Gap(f"Aktiviteten {name} saknar {missing}.", f"aktivitet-{activity.pk}")


def _missing(record: Goal | Activity, fields: Collection[str]) -> str:
    """The empty ones of ``fields`` in words: "målvärde och måldatum"."""
    empty = [
        record._meta.get_field(field).verbose_name.lower()  # type: ignore[union-attr]
        for field in fields
        if not _said(record, field)
    ]
    return " och ".join(filter(None, [", ".join(empty[:-1]), *empty[-1:]]))


def _said(record: Goal | Activity, field: str) -> object:
    """What is answered. When can be said in words, as a day, or by how often."""
    if isinstance(record, Activity) and field == "when":
        return record.when_in_words
    return getattr(record, field)


def _short(text: str) -> str:
    return Truncator(text).chars(_SHOWN)


@rule("R25", met="Planen är fullständig", route="plans:plan")
def plan_complete(case: Case, by: User) -> str | None:
    """A draft or the plan in force has a measurable goal, and each open goal its activities."""
    plan = current_plan(case)
    if plan is None:
        return "Planen är inte påbörjad."
    return " ".join(gap.sentence for gap in _goal_gaps(shown_goals(plan))) or None


@rule("S20-4c", met="Den enskilde har varit med och gjort planen", route="plans:plan")
def participant_took_part(case: Case, by: User) -> str | None:
    plan = current_plan(case)
    if plan is None or not plan.participant_took_part:
        return "Den enskilde har inte varit med och gjort planen."
    return None


@rule("R25", met="Planen gäller", route="plans:plan")
def plan_active(case: Case, by: User) -> str | None:
    if Plan.objects.of(case).active().exists():
        return None
    if Plan.objects.of(case).draft().exists():
        return "Planen är ett utkast. Den gäller inte än."
    return "Planen är inte påbörjad."
