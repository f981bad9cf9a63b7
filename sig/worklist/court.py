"""Statements to courts: due, past their day, or sent and without a judgment."""

from datetime import date
from typing import Any

from django.db.models import Exists, QuerySet

from cases.models import Case, CourtStatement
from organisation.models import User
from sig.lib.dates import days, swedish
from sig.worklist.reach import first_of, of_case, opened
from sig.worklist.shapes import NEAR, Words


def statement_late(user: User, today: date) -> QuerySet[Case]:
    return _unsent(user, due_on__lt=today)


def statement_soon(user: User, today: date) -> QuerySet[Case]:
    return _unsent(user, due_on__range=(today, today + NEAR))


def _unsent(user: User, **due: Any) -> QuerySet[Case]:
    waiting = of_case(user, CourtStatement.objects.unsent().filter(**due))
    return (
        opened(user)
        .filter(Exists(waiting))
        .annotate(statement_due=first_of(waiting, "due_on"))
        .order_by("statement_due", "pk")
    )


def judgment_awaited(user: User, today: date) -> QuerySet[Case]:
    """Cases whose statement was sent long ago, and nobody has noted a judgment."""
    waiting = of_case(user, CourtStatement.objects.judgment_awaited(today))
    return (
        opened(user)
        .filter(Exists(waiting))
        .annotate(statement_sent=first_of(waiting, "sent_on"))
        .order_by("statement_sent", "pk")
    )


def say_statement_late(case: Any, today: date) -> Words:
    return Words(
        tag=f"Försenat {days((today - case.statement_due).days)}",
        tone="late",
        sentence=f"Yttrandet skulle ha lämnats senast {swedish(case.statement_due)}.",
        why="",
        action="Öppna yttrandet",
        route="cases:court",
    )


def say_statement_soon(case: Any, today: date) -> Words:
    left = (case.statement_due - today).days
    return Words(
        tag=f"{days(left)} kvar" if left else "Sista dagen i dag",
        tone="soon",
        sentence=f"Yttrandet ska lämnas senast {swedish(case.statement_due)}.",
        why="",
        action="Öppna yttrandet",
        route="cases:court",
    )


def say_judgment_awaited(case: Any, today: date) -> Words:
    sent = case.statement_sent
    return Words(
        tag="Besked",
        tone="plain",
        sentence=f"Yttrandet skickades {swedish(sent)}. Ingen utgång är noterad.",
        why=f"Det är {days((today - sent).days)} sedan. Fråga och notera vad det blev.",
        action="Notera utgången",
        route="cases:court",
    )
