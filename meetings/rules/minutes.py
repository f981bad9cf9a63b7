"""What must be true before the minutes are signed, and what they lead to."""

from datetime import date

from django.utils import timezone

from cases.models import Case
from meetings.goals import GOAL_MEETINGS, unreviewed
from meetings.models import Meeting, MeetingDecision, Obstacle
from meetings.rules.meetings import YOUTH, is_held
from organisation.models import MeetingType, User
from plans.rules import goal_in_force
from sig.lib.dates import STOCKHOLM, today
from sig.lib.rules import Blocker, rule


def must_review(meeting: Meeting) -> bool:
    """Whether every open goal must get a status: in SIG unga's network meetings (R31)."""
    return meeting.kind == MeetingType.NETWORK and meeting.case.programme.code == YOUTH


def may_leave_unreviewed(meeting: Meeting) -> bool:
    """Whether goals may be left without a status, with a reason (R31)."""
    return meeting.kind in GOAL_MEETINGS and not must_review(meeting)


@rule("R31", met="Alla öppna mål har fått en status", route="meetings:list")
def goals_reviewed(meeting: Meeting, by: User) -> str | None:
    """Every open goal has a status. Outside SIG unga's network meetings a reason will do."""
    if meeting.kind not in GOAL_MEETINGS:
        return None
    goals = unreviewed(meeting)
    if not goals or (meeting.unreviewed_reason and not must_review(meeting)):
        return None
    named = ", ".join(f"”{goal.text}”" for goal in goals)
    mend = (
        "Ange status." if must_review(meeting) else "Ange status, eller skälet till att den saknas."
    )
    return f"Status saknas på {named}. {mend}"


@rule("R30", met="Mötet slutar med ett nästa datum eller ett avslut", route="meetings:list")
def next_or_end(meeting: Meeting, by: User) -> str | None:
    if meeting.next_on or meeting.ends_reason:
        return None
    return "Nästa möte saknas. Ange datum, eller skälet till att det inte blir fler möten."


@rule("R25", met="Varje beslut har en ansvarig och en dag", route="meetings:list")
def decisions_answered(meeting: Meeting, by: User) -> str | None:
    """Each decision has someone who answers for it and a day, and its goal is in the plan."""
    wrong = [found for decision in _decisions(meeting) if (found := _lacks(decision))]
    return " ".join(wrong) or None


def _decisions(meeting: Meeting) -> list[MeetingDecision]:
    decisions = list(meeting.decisions.kept().select_related("goal"))
    for decision in decisions:
        if decision.goal:
            decision.goal.case = meeting.case
    return decisions


def _lacks(decision: MeetingDecision) -> str | None:
    if not decision.responsible or not decision.due_on:
        missing = "ansvarig" if not decision.responsible else "dag"
        both = "ansvarig och dag" if not (decision.responsible or decision.due_on) else missing
        return f"Beslutet ”{decision.what}” saknar {both}."
    if decision.goal and goal_in_force(decision.goal) is None:
        return f"Beslutet ”{decision.what}” hör till ett mål som inte är med i planen längre."
    return None


def signing_blockers(meeting: Meeting, by: User) -> list[Blocker]:
    """What is missing before the minutes can be signed."""
    rules = (is_held, next_or_end, goals_reviewed, decisions_answered)
    return [blocker for rule in rules if (blocker := rule(meeting, by))]


# --- Afterwards -----------------------------------------------------------------------------------


def agreed_next(case: Case) -> Meeting | None:
    """The latest meeting whose next day is to come and isn't booked yet."""
    agreed = (
        Meeting.objects.of(case).held().filter(next_on__gt=today()).order_by("-held_on").first()
    )
    if (
        agreed is None
        or Meeting.objects.of(case).booked().filter(starts_at__gt=timezone.now()).exists()
    ):
        return None
    return agreed


def wrong_contact_day(obstacle: Obstacle, day: date) -> str | None:
    """Why the partner can't have been contacted about the obstacle on this day, or nothing."""
    if day > today():
        return "Kontakten kan inte ha tagits i framtiden."
    if day < timezone.localdate(obstacle.raised_at, STOCKHOLM):
        return "Kontakten kan inte ha tagits innan hindret lämnades till enhetschefen."
    return None
