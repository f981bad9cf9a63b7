"""Activities whose day has gone by."""

from datetime import date
from typing import Any

from django.db.models import Exists, QuerySet

from cases.models import Case
from organisation.models import User
from plans.models import Activity
from sig.lib.dates import days, swedish
from sig.worklist.reach import first_of, of_case, opened
from sig.worklist.shapes import Words


def activity_late(user: User, today: date) -> QuerySet[Case]:
    """Cases with an activity of the plan in force that nobody has noted anything of by its day."""
    overdue = of_case(user, Activity.objects.overdue(today))
    return (
        opened(user)
        .filter(Exists(overdue))
        .annotate(activity_due=first_of(overdue, "due_on"))
        .order_by("activity_due", "pk")
    )


def say_activity_late(case: Any, today: date) -> Words:
    """The day alone: what the activity is may tell too much on a start page."""
    return Words(
        tag=f"Försenat {days((today - case.activity_due).days)}",
        tone="late",
        sentence=f"En aktivitet i planen skulle ha varit klar {swedish(case.activity_due)}.",
        why="Notera att den är utförd, varför den inte blev av, eller sätt en ny dag.",
        action="Till planen",
        route="plans:plan",
    )
