"""Two versions of the plan side by side: what is new, changed and gone, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from cases.models import Case
from plans.models import Activity, ActivityStatus, Goal, GoalStatus, Plan
from sig.lib.dates import swedish


# What is compared: the label, and where its value stands.
Fields = tuple[tuple[str, str], ...]

PLAN: Fields = (
    ("Det här vill jag", "main_goal"),
    ("Om planen inte följs", "consequences"),
    ("Nästa uppföljning", "follow_up_on"),
)
GOAL: Fields = (
    ("Mål", "text"),
    ("Livsområde", "area_label"),
    ("Mått", "indicator"),
    ("Utgångsvärde", "start_value"),
    ("Målvärde", "target_value"),
    ("Måldatum", "target_on"),
    ("Status", "get_status_display"),
)
ACTIVITY: Fields = (
    ("Vad", "what"),
    ("Hur", "how"),
    ("När", "when_in_words"),
    ("Var", "where"),
    ("Vilka medverkar", "who"),
    ("Ansvarig", "responsible"),
    ("Läget", "get_status_display"),
)


@dataclass(frozen=True)
class Difference:
    """A field that the versions say different things in."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Pair:
    """A goal or an activity in both versions, or in one of them; and what has happened in a word.

    ``verdict`` is "Ny", "Ändrad", "Oförändrad", or how it went out of the plan.
    """

    was: Any
    now: Any
    verdict: str
    differences: tuple[Difference, ...] = ()
    activities: "tuple[Pair, ...]" = ()

    @property
    def name(self) -> str:
        record = self.now or self.was
        return str(record.text if isinstance(record, Goal) else record.what)


@dataclass(frozen=True)
class Comparison:
    differences: tuple[Difference, ...]
    goals: tuple[Pair, ...]


def compare(old: Plan, new: Plan) -> Comparison:
    """What differs from ``old`` to ``new``: two versions of the same case's plan."""
    goals = _paired(_goals(old), _goals(new), _roots(old.case, Goal))
    roots = _roots(old.case, Activity)
    return Comparison(
        _differences(PLAN, old, new), tuple(_goal(was, now, roots) for was, now in goals)
    )


def _goals(plan: Plan) -> list[Goal]:
    kept = Prefetch("activities", queryset=Activity.objects.kept())
    return list(Goal.objects.of(plan.case).filter(plan=plan).prefetch_related(kept))


# --- Which is which -------------------------------------------------------------------------------


def _roots(case: Case, model: type[Goal] | type[Activity]) -> dict[Any, Any]:
    """The first version's record, by the key of each that came of it."""
    former = dict(model.objects.of(case).values_list("pk", "former_id"))

    def root(key: Any) -> Any:
        while former[key] is not None:
            key = former[key]
        return key

    return {key: root(key) for key in former}


def _paired(old: Iterable[Any], new: Iterable[Any], roots: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """Each record with what became of it; what is new comes last. What was gone already isn't told."""
    left = {roots[record.pk]: record for record in new}
    standing = [record for record in old if record.status != GoalStatus.DROPPED]
    pairs = [(record, left.pop(roots[record.pk], None)) for record in standing]
    gone = {roots[record.pk] for record in old if record.status == GoalStatus.DROPPED}
    return pairs + [(None, record) for key, record in left.items() if key not in gone]


# --- What has happened ----------------------------------------------------------------------------


def _goal(was: Goal | None, now: Goal | None, roots: dict[Any, Any]) -> Pair:
    pair = _pair(was, now, GOAL, _goal_end)
    if now is None or now.status == GoalStatus.DROPPED:
        return pair
    before: Iterable[Activity] = was.activities.all() if was else []
    activities = tuple(
        _pair(first, second, ACTIVITY, _activity_end)
        for first, second in _paired(before, now.activities.all(), roots)
    )
    return Pair(pair.was, pair.now, pair.verdict, pair.differences, activities)


def _pair(was: Any, now: Any, fields: Fields, end: Callable[[Any, Any], str]) -> Pair:
    if ended := end(was, now):
        return Pair(was, now, ended)
    if was is None:
        return Pair(was, now, "Ny")
    differences = _differences(fields, was, now)
    return Pair(was, now, "Ändrad" if differences else "Oförändrad", differences)


def _goal_end(was: Goal | None, now: Goal | None) -> str:
    """How a goal went out of the plan; empty when it is in it."""
    if now is not None:
        return f"Utgått: {now.dropped_because}" if now.status == GoalStatus.DROPPED else ""
    assert was
    return f"Avslutat: {was.get_status_display().lower()}"


def _activity_end(was: Activity | None, now: Activity | None) -> str:
    record = now or was
    assert record
    if record.status == ActivityStatus.DROPPED:
        return f"Utgått: {record.comment}"
    if now is not None:
        return ""
    return f"Utfört {swedish(record.status_on, year=True)}" if record.status_on else "Borttagen"


def _differences(fields: Fields, was: Any, now: Any) -> tuple[Difference, ...]:
    pairs = [(label, _words(was, name), _words(now, name)) for label, name in fields]
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _words(record: Any, name: str) -> str:
    value = getattr(record, name)
    if callable(value):
        value = value()
    if isinstance(value, date):
        return swedish(value, year=True)
    return str(value) if value else "tomt"
