"""What a meeting goes through: last time's decisions, the open goals, and practical matters left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cases.models import Case
from meetings.models import Meeting, MeetingDecision
from plans.models import Activity, Goal, PlanStatus
from sig.lib.dates import swedish


@dataclass(frozen=True)
class Agreed:
    """A decision of last time, and what has become of it; ``state`` is empty when nobody has said."""

    what: str
    responsible: str
    due_on: date | None
    state: str = ""


@dataclass(frozen=True)
class Agenda:
    """The points of a meeting. ``last`` is the meeting held before it.

    ``decided`` are its decisions for a goal, ``matters`` those without one, and ``practical`` what
    stood under practical matters.
    """

    goals: Sequence[Goal]
    last: Meeting | None = None
    decided: tuple[Agreed, ...] = ()
    matters: tuple[Agreed, ...] = ()

    @property
    def practical(self) -> str:
        return self.last.practical if self.last else ""


def agenda_of(case: Case, goals: Sequence[Goal], meeting: Meeting | None = None) -> Agenda:
    """The agenda of ``meeting``, or of the next one of the case."""
    last = _last_held(case, meeting)
    if last is None:
        return Agenda(goals)
    decisions = list(last.decisions.kept().select_related("activity"))
    for_goals = [decision for decision in decisions if decision.goal_id]
    return Agenda(
        goals,
        last,
        tuple(_followed_up(case, for_goals)),
        tuple(_agreed(decision) for decision in decisions if not decision.goal_id),
    )


def _last_held(case: Case, meeting: Meeting | None) -> Meeting | None:
    held = Meeting.objects.of(case).held()
    if meeting:
        held = held.exclude(pk=meeting.pk).filter(held_on__lte=meeting.day)
    return held.order_by("-held_on", "-starts_at").first()


def _followed_up(case: Case, decisions: Iterable[MeetingDecision]) -> list[Agreed]:
    later = _later_versions(case) if decisions else {}
    return [_agreed(one, _latest(one.activity, later)) for one in decisions]


def _later_versions(case: Case) -> dict[UUID | None, Activity]:
    """The activities that go on from one in the version of the plan before, by that one's key."""
    activities = Activity.objects.of(case).kept().filter(former__isnull=False)
    said = activities.exclude(goal__plan__status=PlanStatus.DRAFT)
    return {activity.former_id: activity for activity in said}


def _latest(activity: Activity | None, later: dict[UUID | None, Activity]) -> Activity | None:
    while activity and activity.pk in later:
        activity = later[activity.pk]
    return activity


def _agreed(decision: MeetingDecision, activity: Activity | None = None) -> Agreed:
    return Agreed(
        decision.what, decision.responsible, decision.due_on, _state(activity) if activity else ""
    )


def _state(activity: Activity) -> str:
    """What is noted of it, in words: "Utfört 3 november", "Inte utfört 5 november: Kön är lång"."""
    day = f" {swedish(activity.status_on)}" if activity.status_on else ""
    why = f": {activity.comment}" if activity.comment else ""
    return f"{activity.get_status_display()}{day}{why}"
