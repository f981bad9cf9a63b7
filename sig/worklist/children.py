"""The clocks of a child's case (R29)."""

from datetime import date
from typing import Any

from django.db.models import DateField, Exists, Func, QuerySet
from django.db.models.functions import Coalesce

from cases.clocks import INQUIRY, PRELIMINARY, in_words, preliminary_due
from cases.deadlines import INQUIRING
from cases.models import (
    Case,
    InquiryExtension,
    PreliminaryAssessment,
    ProtectionAssessment,
    Referral,
    Step,
    is_childs,
)
from organisation.models import User
from sig.lib.dates import days, swedish
from sig.worklist.reach import first_of, of_case, opened
from sig.worklist.shapes import NEAR, Words


class MonthsAfter(Func):
    """The last day of a child's inquiry, as ``cases.clocks.inquiry_due`` counts it, in a query."""

    template = f"(%(expressions)s + interval '{INQUIRY} months')::date"
    arity = 1
    output_field = DateField()


def unprotected(user: User, today: date) -> QuerySet[Case]:
    """The same-day assessment is late from the day that the case came in (SoL 20:1)."""
    made = of_case(user, ProtectionAssessment.objects.all())
    waiting = _childs(user).filter(~Exists(made), step=Step.REFERRAL)
    return waiting.order_by("received_on", "pk")


def preliminary_late(user: User, today: date) -> QuerySet[Case]:
    return _unassessed(user, received_on__lt=today - PRELIMINARY)


def preliminary_soon(user: User, today: date) -> QuerySet[Case]:
    first = today - PRELIMINARY
    return _unassessed(user, received_on__range=(first, first + NEAR))


def inquiry_late(user: User, today: date) -> QuerySet[Case]:
    return _inquiring(user).filter(due__lt=today).order_by("due", "pk")


def inquiry_soon(user: User, today: date) -> QuerySet[Case]:
    return _inquiring(user).filter(due__range=(today, today + NEAR)).order_by("due", "pk")


def _childs(user: User, **referral: Any) -> QuerySet[Any]:
    """Cases that came in as a child's (R29), in words with the day that they came in."""
    came = of_case(user, Referral.objects.filter(is_childs(), **referral))
    cases = opened(user).filter(Exists(came))
    return cases.annotate(received_on=first_of(came, "received_on"))


def _unassessed(user: User, **received: Any) -> QuerySet[Case]:
    decided = of_case(user, PreliminaryAssessment.objects.all())
    waiting = _childs(user, **received).filter(~Exists(decided), step=Step.REFERRAL)
    return waiting.order_by("received_on", "pk")


def _inquiring(user: User) -> QuerySet[Any]:
    """Children's inquiries with their last day, ``due``: four months, or what it was extended to."""
    begun = of_case(user, PreliminaryAssessment.objects.opening())
    extended = of_case(user, InquiryExtension.objects.all())
    months = MonthsAfter(first_of(begun, "-registered_at", "decided_on"))
    due = Coalesce(first_of(extended, "-registered_at", "extended_to"), months)
    # Who has no opening has no last day. Asked for each open inquiry by its key: an Exists beside
    # it would start from the assessments of all closed cases.
    return opened(user).filter(step__in=INQUIRING).annotate(due=due)


def say_unprotected(case: Any, today: date) -> Words:
    came = f"Ärendet kom in {swedish(case.received_on)}"
    sentence = "Skyddsbedömningen saknas. Den ska göras samma dag."
    return Words("Försenat", "late", sentence, came, "Gör bedömningen", "cases:referral")


def say_preliminary(case: Any, today: date) -> Words:
    due = preliminary_due(case.received_on)
    return _say_clock("Förhandsbedömningen", due, today, "cases:referral")


def say_inquiry(case: Any, today: date) -> Words:
    return _say_clock("Utredningen", case.due, today, "cases:investigation")


def _say_clock(what: str, due: date, today: date, route: str) -> Words:
    left = (due - today).days
    tag = f"Försenat {days(-left)}" if left < 0 else f"{days(left)} kvar" if left else "I dag"
    tone = "late" if left < 0 else "soon"
    return Words(tag, tone, in_words(what, due, today), "", "Gör klart", route)
