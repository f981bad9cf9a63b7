"""Arranging: cases brought to where a test needs them, through the actions that users take."""

import uuid
from datetime import date
from typing import Any

from cases.actions.opening import open_case, register_person
from cases.models import Case, ReferralKind, Route
from organisation.access import acting_as
from organisation.models import District, Programme, User
from sig.lib.dates import today
from sig.lib.personnummer import NumberKind, PersonalNumber


def years_ago(years: int) -> date:
    return date(today().year - years, 1, 1)


def open_case_for(
    user: User,
    district: District,
    *,
    programme: str = "unga",
    years: int = 16,
    first_name: str = "Jonatan",
    last_name: str = "Ekexempel",
    **referral: Any,
) -> Case:
    """A case that ``user`` has just logged."""
    with acting_as(user):
        person = register_person(
            district=district,
            number=PersonalNumber(NumberKind.UNKNOWN),
            first_name=first_name,
            last_name=last_name,
            birth_date=years_ago(years),
            by=user,
        )
        return open_case(
            case_id=uuid.uuid4(),
            district=district,
            programme=Programme.objects.get(code=programme),
            person=person,
            referral={
                "received_on": today(),
                "kind": ReferralKind.RECOMMENDATION,
                "route": Route.SOCIAL,
            }
            | referral,
            by=user,
        )
