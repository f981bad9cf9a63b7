"""What one recipient gets of signed minutes: what its consent covers on the day (R8)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from consent.models import ConsentRow, InformationKind
from consent.rules import in_words
from meetings.models import (
    ActivityReview,
    Contribution,
    GoalReview,
    Meeting,
    MeetingDecision,
)
from organisation.models import Agency, AgencyKind
from plans.models import Goal, Plan
from plans.rules import Excerpt, LeftOut, excerpts_of, kinds_told


NO_GOAL = "Mötet har inte talat om något mål i planen."
NOT_IN_PLAN = "Målet är inte med i planen längre."


@dataclass(frozen=True)
class Spoken:
    """All that the minutes say of goals, and what each actor brought."""

    meeting: Meeting
    reviews: tuple[GoalReview, ...]
    activities: tuple[ActivityReview, ...]
    decisions: tuple[MeetingDecision, ...]
    contributions: tuple[Contribution, ...]

    @property
    def goals(self) -> list[Goal]:
        """The goals that the meeting spoke of, each once, in the plan's order."""
        found = {review.goal_id: review.goal for review in self.reviews}
        found |= {one.activity.goal_id: one.activity.goal for one in self.activities}
        found |= {one.goal.pk: one.goal for one in self.decisions if one.goal}
        return sorted(found.values(), key=lambda goal: (goal.position, str(goal.pk)))


@dataclass(frozen=True)
class MinutesExcerpt:
    """What one recipient gets of the minutes, and what it doesn't get (R8).

    Nobody gets the notes, the practical matters, the names of those who came, or what another
    actor said: ``left_out`` is what this recipient doesn't get beside them.
    It rests on the row that the plan's excerpt rests on, which must cover meetings too. ``refusal``
    says why there is no copy; otherwise it is empty.
    """

    agency: Agency
    row: ConsentRow | None = None
    goals: tuple[Goal, ...] = ()
    reviews: tuple[GoalReview, ...] = ()
    activities: tuple[ActivityReview, ...] = ()
    decisions: tuple[MeetingDecision, ...] = ()
    contribution: Contribution | None = None
    left_out: tuple[LeftOut, ...] = ()
    refusal: str = ""

    @property
    def kinds(self) -> list[InformationKind]:
        told = {*kinds_told(self.goals), InformationKind.MEETING}
        return [kind for kind in InformationKind if kind in told]


def spoken(meeting: Meeting) -> Spoken:
    """What the minutes say, fetched once for all recipients."""
    return Spoken(
        meeting,
        tuple(meeting.reviews.select_related("goal")),
        tuple(meeting.activity_reviews.select_related("activity__goal")),
        tuple(meeting.decisions.kept().select_related("goal")),
        tuple(meeting.contributions.select_related("agency")),
    )


def called(meeting: Meeting) -> list[Agency]:
    """Those who were called, and whose call no withdrawal has stopped."""
    return [one.agency for one in meeting.invitations.standing().select_related("agency")]


def minutes_excerpts(
    meeting: Meeting, agencies: Iterable[Agency], day: date
) -> list[MinutesExcerpt]:
    """What each of ``agencies`` gets of the minutes on ``day``, in their order."""
    agencies, said = list(agencies), spoken(meeting)
    plan = _plan_of(said)
    if plan is None:
        return [MinutesExcerpt(agency, refusal=NO_GOAL) for agency in agencies]
    plan.case = meeting.case
    return [_excerpt(said, found) for found in excerpts_of(plan, agencies, day)]


def _plan_of(said: Spoken) -> Plan | None:
    """The latest version of the plan that the meeting spoke of the goals of."""
    pks = [goal.plan_id for goal in said.goals]
    return Plan.objects.of(said.meeting.case).filter(pk__in=pks).order_by("-number").first()


def _excerpt(said: Spoken, found: Excerpt) -> MinutesExcerpt:
    covered = {goal.pk for goal in found.goals}
    goals = tuple(goal for goal in said.goals if goal.pk in covered)
    if refusal := _refusal(found, goals):
        return MinutesExcerpt(found.agency, refusal=refusal)
    own = [one for one in said.contributions if one.agency_id == found.agency.pk]
    return MinutesExcerpt(
        found.agency,
        found.row,
        goals,
        tuple(one for one in said.reviews if one.goal_id in covered),
        tuple(one for one in said.activities if one.activity.goal_id in covered),
        tuple(one for one in said.decisions if one.goal_id in covered),
        own[0] if own else None,
        _left_out(said, found, covered),
    )


def _refusal(found: Excerpt, goals: Collection[Goal]) -> str:
    if found.refusal:
        return found.refusal
    assert found.row
    if InformationKind.MEETING not in found.row.kinds:
        return f"Medgivandet omfattar inte {in_words([InformationKind.MEETING])}."
    return "" if goals else "Medgivandet omfattar inget av det som mötet talade om."


def _left_out(said: Spoken, found: Excerpt, covered: Collection[UUID]) -> tuple[LeftOut, ...]:
    why = {part.part: part.why for part in found.left_out}
    parts = [f"Målet ”{goal.text}”" for goal in said.goals if goal.pk not in covered]
    goals = [LeftOut(part, why.get(part, NOT_IN_PLAN)) for part in parts]
    loose = [one for one in said.decisions if one.goal_id is None]
    if loose:
        goals.append(LeftOut("Beslut utan mål", "Inget mål säger vad de handlar om."))
    return tuple(goals)


def came(meeting: Meeting) -> list[tuple[str, bool]]:
    """Which organisations came, without names; a family is only "Familj"."""
    found: dict[str, bool] = {}
    for row in meeting.attendances.select_related("agency"):
        kind = AgencyKind(row.agency.kind)
        name = kind.label if kind == AgencyKind.FAMILY else str(row.agency)
        found[name] = found.get(name, False) or row.present
    return list(found.items())
