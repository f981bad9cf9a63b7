"""What must be true of the plan: measurable goals, answered activities (R25), handed out (R26)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils.text import Truncator

from cases.models import Case
from consent.models import ConsentRow, Disclosure, DocumentKind, InformationKind
from consent.rules import in_words
from organisation.models import Agency, ListItem, ListKind, User
from plans.models import Activity, Goal, Plan, PlanCopy
from sig.lib.dates import swedish
from sig.lib.rules import rule


OWN_FIELDS = (
    "main_goal",
    "participant_took_part",
    "guardian_took_part",
    "plain_language",
    "follow_up_on",
)
MEASURE = ("indicator", "start_value", "target_value", "target_on")
ACTIVITY = ("what", "how", "when", "where", "who", "responsible")

WORDS_STAY = "Orden kan röra hela planen. De följer med först när alla mål gör det."

_SHOWN = 60  # characters of a goal or an activity in a sentence


@dataclass(frozen=True)
class Gap:
    """What keeps a plan from coming into force, and where on the page of the plan it is mended."""

    sentence: str
    anchor: str
    rule: str = "R25"


def current_plan(case: Case) -> Plan | None:
    """The version at hand: the draft when one is open, otherwise the one in force."""
    plans = {plan.status: plan for plan in Plan.objects.of(case).exclude(status="replaced")}
    return plans.get("draft") or plans.get("active")


def shown_goals(plan: Plan) -> list[Goal]:
    """The goals that the plan stands for with their activities, in the order of the areas."""
    areas = ListItem.objects.of(ListKind.AREA).values_list("code", flat=True)
    order = {code: place for place, code in enumerate(areas)}
    goals = Goal.objects.of(plan.case).filter(plan=plan).shown().with_activities()
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
        if activity.done_on is None and (missing := _missing(activity, ACTIVITY)):
            name = f"”{_short(activity.what)}”" if activity.what else "utan namn"
            yield Gap(f"Aktiviteten {name} saknar {missing}.", f"aktivitet-{activity.pk}")


def _missing(record: Goal | Activity, fields: Collection[str]) -> str:
    """The empty ones of ``fields`` in words: "målvärde och måldatum"."""
    empty = [
        record._meta.get_field(field).verbose_name.lower()  # type: ignore[union-attr]
        for field in fields
        if not getattr(record, field)
    ]
    return " och ".join(filter(None, [", ".join(empty[:-1]), *empty[-1:]]))


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


# --- Handing out ----------------------------------------------------------------------------------


def kinds_told(goals: Iterable[Goal]) -> list[InformationKind]:
    """The kinds of information that a copy with ``goals`` tells: all of them must be consented to.

    The one table from area to kind is the list of areas itself (``ListItem.tells``): the nine areas
    of form 3.1, which the goals of form 3.5 are set in, each with the kind of form 3.2 that it
    speaks of (R8). Activities are of the kind of their goal. An area that says nothing is taken to
    tell it all.
    """
    tells = _tells()
    told = {kind for goal in goals for kind in _kinds_of(goal, tells)} | {InformationKind.PLAN}
    return [kind for kind in InformationKind if kind in told]


def _tells() -> dict[str, str]:
    areas = ListItem.objects.of(ListKind.AREA).order_by("valid_from")
    return dict(areas.values_list("code", "tells"))


def _kinds_of(goal: Goal, tells: dict[str, str]) -> set[InformationKind]:
    kind = tells.get(goal.area)
    return {InformationKind.PLAN, InformationKind(kind)} if kind else set(InformationKind)


# Goals, each with the kinds of information that it tells.
Told = Sequence[tuple[Goal, set[InformationKind]]]


@dataclass(frozen=True)
class LeftOut:
    """A part of the plan that a recipient doesn't get, and why."""

    part: str
    why: str


@dataclass(frozen=True)
class Excerpt:
    """What one recipient gets of the plan on a day, and what it doesn't get (R8).

    It rests on one row, since rows are never added up: the one that covers the most goals. Without
    any goal there is no copy, and ``refusal`` says why; otherwise it is empty.
    """

    agency: Agency
    row: ConsentRow | None = None
    goals: tuple[Goal, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    refusal: str = ""

    @property
    def is_whole(self) -> bool:
        """Every goal is in it. Only then the person's own words are: they may be about any of them."""
        return not self.left_out

    @property
    def kinds(self) -> list[InformationKind]:
        return kinds_told(self.goals)


def excerpts(plan: Plan, day: date) -> list[Excerpt]:
    """What everyone whom a consent of the case names gets of the plan on ``day``, by kind and name."""
    rows: dict[Agency, list[ConsentRow]] = {}
    named = ConsentRow.objects.of(plan.case).filter(agency__active=True).select_related("agency")
    for row in named.order_by("agency__kind", "agency__name", "-valid_to"):
        rows.setdefault(row.agency, []).append(row)
    valid = set(ConsentRow.objects.of(plan.case).valid(day).values_list("pk", flat=True))
    goals, tells = shown_goals(plan), _tells()
    told = [(goal, _kinds_of(goal, tells)) for goal in goals]
    return [
        _excerpt(agency, [row for row in found if row.pk in valid], told)
        or Excerpt(agency, refusal=_why_not(found, day))
        for agency, found in rows.items()
    ]


def excerpt_for(plan: Plan, agency: Agency, day: date) -> Excerpt:
    """What ``agency`` gets of the plan on ``day``."""
    for excerpt in excerpts(plan, day):
        if excerpt.agency == agency:
            return excerpt
    return Excerpt(agency, refusal="Inget medgivande omfattar mottagaren.")


def _excerpt(agency: Agency, valid: Collection[ConsentRow], told: Told) -> Excerpt | None:
    """The excerpt on the best of the rows that are valid; None when there is none."""
    if not valid:
        return None
    row = max(valid, key=lambda row: _reach(row, told))
    goals = tuple(goal for goal, kinds in told if kinds <= set(row.kinds))
    if not goals:
        return Excerpt(agency, refusal=_no_goal(row, told))
    left_out = [
        LeftOut(f"Målet ”{goal.text}”", _lacks(row, kinds, valid))
        for goal, kinds in told
        if goal not in goals
    ]
    if left_out:
        left_out.insert(0, LeftOut("”Det här vill jag”", WORDS_STAY))
    return Excerpt(agency, row, goals, tuple(left_out))


def _reach(row: ConsentRow, told: Told) -> tuple[int, bool]:
    covered = sum(kinds <= set(row.kinds) for _, kinds in told)
    return covered, InformationKind.PLAN in row.kinds


def _no_goal(row: ConsentRow, told: Told) -> str:
    if not told:
        return "Planen har inget mål."
    if InformationKind.PLAN not in row.kinds:
        return f"Medgivandet omfattar inte {in_words([InformationKind.PLAN])}."
    lacking = set[InformationKind]().union(*(kinds for _, kinds in told)).difference(row.kinds)
    what = in_words([kind for kind in InformationKind if kind in lacking])
    return f"Medgivandet omfattar inte {what}. Planen har inga andra mål."


def _lacks(row: ConsentRow, kinds: set[InformationKind], valid: Collection[ConsentRow]) -> str:
    lacking = [kind for kind in InformationKind if kind in kinds.difference(row.kinds)]
    sentence = f"Medgivandet omfattar inte {in_words(lacking)}."
    if any(kinds <= set(other.kinds) for other in valid):
        return f"{sentence} Ett annat medgivande gör det, men två medgivanden läggs inte ihop."
    return sentence


def _why_not(rows: Collection[ConsentRow], day: date) -> str:
    """Why none of ``rows`` is valid on ``day``."""
    standing = [row for row in rows if row.withdrawn_at is None and row.valid_to >= day]
    if any(row.valid_from <= day for row in standing):
        return "Den enskilde har fyllt 18 år och har inte själv lämnat medgivande."
    if standing:
        first = min(row.valid_from for row in standing)
        return f"Medgivandet börjar gälla {swedish(first, year=True)}."
    if all(row.withdrawn_at for row in rows):
        return "Medgivandet är återkallat."
    return f"Medgivandet gick ut {swedish(max(row.valid_to for row in rows), year=True)}."


def handed_out(plan: Plan) -> list[Disclosure]:
    """Who has got this version since it came into force, latest first, each with ``number``.

    That is the number of the copy that is kept, or None.
    """
    if plan.activated_at is None:
        return []
    copy = PlanCopy.objects.filter(disclosure=OuterRef("pk"))
    sent = Disclosure.objects.of(plan.case).filter(
        document=DocumentKind.PLAN, sent_at__gte=plan.activated_at
    )
    numbered = sent.annotate(number=Subquery(copy.values("number")))
    return list(numbered.select_related("agency", "sent_by"))


@rule("R26", met="Planen är utdelad", route="plans:share")
def plan_shared_or_reason(case: Case, by: User) -> str | None:
    """Since it came into force, someone in the group has got the plan, or there is a reason why not."""
    plan = Plan.objects.of(case).active().first()
    if plan is None:
        return "Ingen gällande plan är utdelad."
    if plan.not_shared_reason or handed_out(plan):
        return None
    return f"Version {plan.number} av planen är inte utdelad, och inget skäl är angivet."
