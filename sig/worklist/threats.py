"""Threat assessments that nobody has read, decided on, or made anew."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cases.models import Case, ThreatAssessment
from organisation.access import districts_with
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import days, swedish, swedish_time
from sig.worklist.reach import first_of, in_my_hands, of_case
from sig.worklist.shapes import Words


READ_THREAT_WITHIN = timedelta(hours=24)  # R37


def measures_wait(user: User, today: date) -> QuerySet[Case]:
    undecided = of_case(user, _latest_threats().filter(decision__isnull=True))
    return (
        in_my_hands(user)
        .filter(Exists(undecided))
        .annotate(assessed_at=first_of(undecided, "signed_at"))
        .order_by("assessed_at", "pk")
    )


def threat_unread(user: User, today: date) -> QuerySet[Case]:
    """Signed more than a day ago, and no manager has had it on the screen (R37)."""
    unread = of_case(
        user,
        _latest_threats().filter(
            signed_at__lt=timezone.now() - READ_THREAT_WITHIN,
            readings__isnull=True,
            decision__isnull=True,
        ),
    )
    return (
        _reading_threats(user)
        .filter(Exists(unread))
        .annotate(assessed_at=first_of(unread, "signed_at"))
        .order_by("assessed_at", "pk")
    )


def threat_old(user: User, today: date) -> QuerySet[Case]:
    """The day for a new assessment has passed, and none is signed since (R38)."""
    old = of_case(user, _latest_threats().filter(reassess_on__lt=today))
    return (
        _reading_threats(user)
        .filter(Exists(old))
        .annotate(reassess_on=first_of(old, "reassess_on"))
        .order_by("reassess_on", "pk")
    )


def _latest_threats() -> QuerySet[ThreatAssessment]:
    """Each case's assessment that was signed last: a new one, or a correction, takes its place."""
    signed = ThreatAssessment.objects.filter(signed_at__isnull=False)
    later = signed.filter(case=OuterRef("case"), signed_at__gt=OuterRef("signed_at"))
    return signed.filter(~Exists(later))


def _reading_threats(user: User) -> QuerySet[Case]:
    """Open cases whose threat assessment the user may read."""
    reads = districts_with(user, Permission.READ_THREAT)
    return Case.objects.readable(user).open().filter(district_id__in=reads)


def say_measures_wait(case: Any, today: date) -> Words:
    return Words(
        tag="Hotbild",
        tone="late",
        sentence="Hotbildsbedömningen väntar på beslut om åtgärder.",
        why=f"Påskriven {swedish(case.assessed_at)}",
        action="Besluta",
        route="cases:threat",
    )


def say_threat_unread(case: Any, today: date) -> Words:
    signed = f"{swedish(case.assessed_at)} kl. {swedish_time(case.assessed_at)}"
    return Words(
        tag="Oläst",
        tone="late",
        sentence="Hotbildsbedömningen är inte läst av chefen. Gränsen är 24 timmar.",
        why=f"Påskriven {signed}. Det är enhetschefen som ska läsa den.",
        action="Läs",
        route="cases:threat",
    )


def say_threat_old(case: Any, today: date) -> Words:
    late = days((today - case.reassess_on).days)
    return Words(
        tag=f"Försenat {late}",
        tone="late",
        sentence=f"Hotbilden skulle bedömas på nytt senast {swedish(case.reassess_on)}.",
        why="",
        action="Gå till hotbilden",
        route="cases:threat",
    )
