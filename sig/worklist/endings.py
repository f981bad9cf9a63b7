"""The first assessment, goals that are all met, what to send, and the questions after the end."""

from datetime import date
from typing import Any

from django.db.models import Exists, QuerySet

from cases.models import Case
from followup.models import AfterCheck, Assessment, SubmissionReceipt
from followup.rules import LATER_THAN
from organisation.models import User
from plans.models import Goal, GoalStatus, PlanStatus
from sig.lib.dates import days, swedish
from sig.worklist.reach import first_of, in_my_hands, of_case, opened
from sig.worklist.shapes import NEAR, Words


def unassessed(user: User, today: date) -> QuerySet[Case]:
    """R24: enrolled for more than 14 days without a signed first assessment."""
    signed = of_case(user, Assessment.objects.signed())
    return (
        opened(user)
        .filter(~Exists(signed), enrolled_on__lt=today - LATER_THAN)
        .order_by("enrolled_on", "pk")
    )


def goals_met(user: User, today: date) -> QuerySet[Case]:
    """R48: every goal of the plan in force is met, so the insats ska end."""
    goals = of_case(user, Goal.objects.shown().filter(plan__status=PlanStatus.ACTIVE))
    return (
        in_my_hands(user)
        .filter(
            Exists(goals.filter(status=GoalStatus.MET)),
            ~Exists(goals.exclude(status=GoalStatus.MET)),
            enrolled_on__isnull=False,
        )
        .order_by("enrolled_on", "pk")
    )


def check_late(user: User, today: date) -> QuerySet[Case]:
    return _checks(user, due_on__lt=today)


def check_near(user: User, today: date) -> QuerySet[Case]:
    return _checks(user, due_on__range=(today, today + NEAR))


def _checks(user: User, **due: Any) -> QuerySet[Case]:
    """R46: closed cases that the user is on, where the person is to be asked how it goes."""
    waiting = of_case(user, AfterCheck.objects.waiting().filter(**due))
    return (
        Case.objects.own(user)
        .filter(Exists(waiting))
        .annotate(
            check_pk=first_of(waiting, "due_on", "pk"),
            check_months=first_of(waiting, "due_on", "months"),
            check_due=first_of(waiting, "due_on"),
        )
        .order_by("check_due", "pk")
    )


def unsent(user: User, today: date) -> QuerySet[Case]:
    """R42: ended cases that the user is on, with a pair of assessments that nobody has sent."""
    last = of_case(user, Assessment.objects.signed().filter(number__gt=1))
    sent = of_case(user, SubmissionReceipt.objects.all())
    return (
        Case.objects.own(user)
        .filter(Exists(last), ~Exists(sent), closed_at__isnull=False)
        .order_by("closed_at", "pk")
    )


def say_unsent(case: Any, today: date) -> Words:
    return Words(
        tag="Inte skickad",
        tone="soon",
        sentence="Uppföljningen (3.4) är inte skickad till socialförvaltningen.",
        why=f"Avslutad {swedish(case.closed_at)}",
        action="Se vad som skickas",
        route="followup:submission",
    )


def say_unassessed(case: Any, today: date) -> Words:
    return Words(
        tag="Bedömning saknas",
        tone="late",
        sentence=f"Ingen bedömning (3.4) på {days((today - case.enrolled_on).days)}. "
        f"Gränsen är {LATER_THAN.days}.",
        why=f"Inskriven {swedish(case.enrolled_on)}",
        action="Gör bedömningen",
        route="followup:assessment",
    )


def say_goals_met(case: Any, today: date) -> Words:
    return Words(
        tag="Målen uppnådda",
        tone="ok",
        sentence="Alla mål i planen är uppnådda. Insatsen ska avslutas.",
        why="Annars behövs nya mål i planen.",
        action="Gå till uppföljningen",
        route="followup:overview",
    )


def say_check_late(case: Any, today: date) -> Words:
    late = f"Försenat {days((today - case.check_due).days)}"
    return _say(case, late, "late", f"Skulle ha gjorts {swedish(case.check_due)}")


def say_check_near(case: Any, today: date) -> Words:
    due = "Ska göras i dag" if case.check_due == today else f"Senast {swedish(case.check_due)}"
    return _say(case, "Att göra", "soon", due)


def _say(case: Any, tag: str, tone: str, why: str) -> Words:
    sentence = f"Fråga hur det går, {case.check_months} månader efter utskrivningen."
    return Words(tag, tone, sentence, why, "Anteckna svaret", "followup:overview")
