"""What one recipient gets of the plan: the goals that its consent covers on the day (R8)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from consent.models import ConsentRow, InformationKind
from consent.rules import in_words
from organisation.models import Agency, ListItem, ListKind
from plans.models import Goal, Plan
from plans.rules.writing import shown_goals
from sig.lib.dates import swedish


WORDS_STAY = "Orden kan röra hela planen. De följer med först när alla mål gör det."
NOT_NAMED = "Inget medgivande omfattar mottagaren."


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


def excerpts_of(plan: Plan, agencies: Iterable[Agency], day: date) -> list[Excerpt]:
    """What each of ``agencies`` gets of the plan on ``day``, in their order."""
    found = {excerpt.agency: excerpt for excerpt in excerpts(plan, day)}
    return [found.get(agency, Excerpt(agency, refusal=NOT_NAMED)) for agency in agencies]


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
    if all(row.closed for row in rows):
        return "Medgivandet stängdes när ärendet avslutades. Ett nytt behövs."
    if all(row.withdrawn_at for row in rows):
        return "Medgivandet är återkallat."
    return f"Medgivandet gick ut {swedish(max(row.valid_to for row in rows), year=True)}."
