"""What waits for a decision, or came back from one."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils.timezone import localdate

from cases.models import Case, Decision, DecisionStatus, Step
from followup.models import Transfer
from organisation.models import User
from sig.lib.dates import STOCKHOLM, days, midnight, swedish
from sig.worklist.reach import first_of, in_my_hands, of_case
from sig.worklist.shapes import Words


DECIDE_WITHIN = 3  # days from the day that the draft was handed over


def decision_late(user: User, today: date) -> QuerySet[Case]:
    return _undecided(user, submitted_at__lt=_decide_since(today))


def decision_waits(user: User, today: date) -> QuerySet[Case]:
    return _undecided(user, submitted_at__gte=_decide_since(today))


def _undecided(user: User, **handed_over: datetime) -> QuerySet[Case]:
    submitted = of_case(user, Decision.objects.filter(status=DecisionStatus.SUBMITTED))
    return (
        in_my_hands(user)
        .filter(step=Step.DECISION)
        .annotate(submitted_at=first_of(submitted, "submitted_at"))
        .filter(**handed_over)
        .order_by("submitted_at", "pk")
    )


def _decide_since(today: date) -> datetime:
    """Whatever was handed over before this has waited too long."""
    return midnight(today - timedelta(days=DECIDE_WITHIN - 1))


def returned(user: User, today: date) -> QuerySet[Case]:
    given_back = of_case(user, Decision.objects.filter(status=DecisionStatus.RETURNED))
    return Case.objects.own(user).open().filter(Exists(given_back)).order_by("opened_on", "pk")


def received_elsewhere(user: User, today: date) -> QuerySet[Case]:
    received = of_case(user, Transfer.objects.accepted())
    return (
        in_my_hands(user)
        .filter(Exists(received))
        .annotate(receiver=first_of(received, "answered_at", "receiver__name"))
        .order_by("opened_on", "pk")
    )


def say_decision_late(case: Any, today: date) -> Words:
    waited = (today - localdate(case.submitted_at, STOCKHOLM)).days
    return Words(
        tag=f"Väntat {days(waited)}",
        tone="late",
        sentence=f"Förslaget har väntat {days(waited)}. Gränsen är {DECIDE_WITHIN}.",
        why=f"Lämnat för beslut {swedish(case.submitted_at)}",
        action="Gå till beslutet",
        route="cases:decision",
    )


def say_decision_waits(case: Any, today: date) -> Words:
    return Words(
        tag="Beslut",
        tone="soon",
        sentence=f"Förslag till inskrivning väntar sedan {swedish(case.submitted_at)}.",
        why="",
        action="Gå till beslutet",
        route="cases:decision",
    )


def say_returned(case: Any, today: date) -> Words:
    sentence = "Chefen har lämnat tillbaka förslaget till beslut."
    return Words("Återlämnat", "soon", sentence, "", "Läs skälet", "cases:decision")


def say_received_elsewhere(case: Any, today: date) -> Words:
    sentence = f"{case.receiver} har tagit emot överlämnandet. Ärendet kan avslutas här."
    return Words("Överlämnat", "ok", sentence, "", "Avsluta ärendet", "followup:transfer")
