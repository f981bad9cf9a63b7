"""Consents that end or are outgrown, the silent police, and disclosures that wait."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cases.models import ADULT, Case
from consent.models import ConsentGiver, ConsentRow, Ground, PoliceRequest
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import days, latest_birth_date, swedish
from sig.worklist.reach import first_of, in_my_hands, of_case, opened
from sig.worklist.shapes import Words


CONSENT_NOTICE = timedelta(days=30)  # R11: the first reminder …
CONSENT_LAST_NOTICE = timedelta(days=14)  # … and the second


def police_silent(user: User, today: date) -> QuerySet[Case]:
    asked = of_case(user, PoliceRequest.objects.waiting().filter(asked_on__lt=today))
    # Asked of each open case by its key: an Exists would start from all that closed cases asked.
    silent = opened(user).annotate(asked_on=first_of(asked, "asked_on"))
    return silent.filter(asked_on__isnull=False).order_by("asked_on", "pk")


def consent_ends(user: User, today: date) -> QuerySet[Case]:
    soon = (today, today + CONSENT_NOTICE)
    standing = ConsentRow.objects.filter(withdrawn_at__isnull=True)
    renewed = standing.filter(
        case=OuterRef("case"),
        agency=OuterRef("agency"),
        kinds__contains=OuterRef("kinds"),
        valid_to__gt=OuterRef("valid_to"),
    )
    ending = of_case(user, standing.filter(~Exists(renewed), valid_to__range=soon))
    return (
        opened(user)
        .filter(Exists(ending))
        .annotate(
            ends_on=first_of(ending, "valid_to"),
            recipient=first_of(ending, "valid_to", "agency__name"),
        )
        .order_by("ends_on", "pk")
    )


def of_age(user: User, today: date) -> QuerySet[Case]:
    """Of age, with consents in force that guardians gave along, and none given alone since (R17)."""
    guardians = ConsentGiver.objects.filter(
        consent=OuterRef("consent"), role__in=ConsentGiver.GUARDIANS
    )
    standing = of_case(user, ConsentRow.objects.standing(today))
    return (
        opened(user)
        .filter(
            Exists(standing.filter(Exists(guardians))),
            ~Exists(standing.filter(~Exists(guardians))),
            person__birth_date__lte=latest_birth_date(ADULT, today),
        )
        .order_by("opened_on", "pk")
    )


def ground_waits(user: User, today: date) -> QuerySet[Case]:
    undecided = of_case(user, Ground.objects.undecided())
    return (
        in_my_hands(user)
        .filter(Exists(undecided))
        .annotate(asked_at=first_of(undecided, "asked_at"))
        .order_by("asked_at", "pk")
    )


def say_police_silent(case: Any, today: date) -> Words:
    waited = days((today - case.asked_on).days)
    sentence = f"Polisen har inte svarat på {waited}."
    asked = f"Begärd {swedish(case.asked_on)}"
    return Words("Väntar", "plain", sentence, asked, "Se begäran", "consent:police")


def say_consent_ends(case: Any, today: date) -> Words:
    last = case.ends_on - today <= CONSENT_LAST_NOTICE
    why = "Sedan får inget mer lämnas ut till mottagaren."
    return Words(
        tag=f"{days((case.ends_on - today).days)} kvar",
        tone="late" if last else "soon",
        sentence=f"Medgivandet till {case.recipient} slutar {swedish(case.ends_on)}.",
        why=f"Sista påminnelsen. {why}" if last else f"Första påminnelsen. {why}",
        action="Förnya",
        route="consent:list",
    )


def say_of_age(case: Any, today: date) -> Words:
    return Words(
        tag="Fyllt 18",
        tone="soon",
        sentence="Den enskilde har fyllt 18. Medgivandet är lämnat med vårdnadshavare.",
        why="Från 18 år lämnar den enskilde sina egna medgivanden.",
        action="Ta in medgivande",
        route="consent:new",
        needs=Permission.WORK_CASE,
    )


def say_ground_waits(case: Any, today: date) -> Words:
    sentence = f"Utlämnande utan medgivande väntar på beslut sedan {swedish(case.asked_at)}."
    return Words("Beslut", "late", sentence, "", "Gå till begäran", "consent:list")
