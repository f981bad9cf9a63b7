"""Decisions that are to be carried out within three months (R28, SoL 34:1)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from cases.clocks import execution_due
from cases.execution import late, waiting
from cases.models import Case
from organisation.models import User
from sig.lib.dates import days, swedish
from sig.worklist.reach import opened
from sig.worklist.shapes import NEAR, Words


WHY = "Beslutet verkställs av en plan som gäller eller ett möte med den enskilde."


def execution_late(user: User, today: date) -> QuerySet[Case]:
    return late(opened(user), today).order_by("enrolled_on", "pk")


def execution_soon(user: User, today: date) -> QuerySet[Case]:
    return waiting(opened(user), today, today + NEAR).order_by("enrolled_on", "pk")


def say_execution_late(case: Any, today: date) -> Words:
    due = execution_due(case.enrolled_on)
    return Words(
        tag=f"Försenat {days((today - due).days)}",
        tone="late",
        sentence=f"Beslutet från {swedish(case.enrolled_on)} är inte verkställt. Det rapporteras.",
        why=WHY,
        action="Till planen",
        route="plans:plan",
    )


def say_execution_soon(case: Any, today: date) -> Words:
    due = execution_due(case.enrolled_on)
    left = (due - today).days
    return Words(
        tag=f"{days(left)} kvar" if left else "Sista dagen i dag",
        tone="soon",
        sentence=f"Beslutet ska vara verkställt senast {swedish(due)}.",
        why=WHY,
        action="Till planen",
        route="plans:plan",
    )
