"""Purchases that wait for a decision, came back from one, or should have been followed up."""

from datetime import date
from typing import Any

from django.db.models import Exists, QuerySet

from cases.models import Case
from organisation.models import User
from plans.models import Procurement, ProcurementStatus
from sig.lib.dates import days, swedish
from sig.worklist.reach import first_of, in_my_hands, of_case, opened
from sig.worklist.shapes import Words


PAGE = "plans:procurements"


def procurement_waits(user: User, today: date) -> QuerySet[Case]:
    submitted = _with(user, ProcurementStatus.SUBMITTED)
    return (
        in_my_hands(user)
        .filter(Exists(submitted))
        .annotate(proposed_at=first_of(submitted, "proposed_at"))
        .order_by("proposed_at", "pk")
    )


def procurement_returned(user: User, today: date) -> QuerySet[Case]:
    returned = _with(user, ProcurementStatus.RETURNED)
    return Case.objects.own(user).open().filter(Exists(returned)).order_by("opened_on", "pk")


def purchase_unfollowed(user: User, today: date) -> QuerySet[Case]:
    """Cases with an approved purchase whose day of follow-up has gone by."""
    late = of_case(user, Procurement.objects.follow_up_late(today))
    return (
        opened(user)
        .filter(Exists(late))
        .annotate(purchase_due=first_of(late, "follow_up_due"))
        .order_by("purchase_due", "pk")
    )


def _with(user: User, status: ProcurementStatus) -> QuerySet[Procurement]:
    return of_case(user, Procurement.objects.filter(status=status))


def say_procurement_waits(case: Any, today: date) -> Words:
    sentence = f"Förslag till upphandling väntar sedan {swedish(case.proposed_at)}."
    return Words("Beslut", "soon", sentence, "", "Gå till upphandlingen", PAGE)


def say_procurement_returned(case: Any, today: date) -> Words:
    sentence = "Chefen har lämnat tillbaka en upphandling."
    return Words("Återlämnad", "soon", sentence, "", "Läs skälet", PAGE)


def say_purchase_unfollowed(case: Any, today: date) -> Words:
    return Words(
        tag=f"Försenat {days((today - case.purchase_due).days)}",
        tone="late",
        sentence=f"En upphandling skulle ha följts upp {swedish(case.purchase_due)}.",
        why="Notera vad uppföljningen visade.",
        action="Till upphandlingen",
        route=PAGE,
    )
