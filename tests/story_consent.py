"""Arranging consents: registered, withdrawn and asked on through the actions that users take."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta

from cases.models import Case
from consent.actions import ask_police, give_information, register_answer, register_consent
from consent.models import (
    Consent,
    ConsentGiver,
    ConsentRow,
    Information,
    InformationKind,
    PoliceAnswer,
    PoliceRequest,
    PoliceResult,
)
from organisation.access import acting_as
from organisation.models import Agency, AgencyKind, District, User
from sig.lib.dates import today


Role = ConsentGiver.Role
FAMILY = (Role.PERSON, Role.GUARDIAN_1, Role.GUARDIAN_2)
# All that one may be told of the person, and not of anybody else.
OWN_KINDS = tuple(kind for kind in InformationKind if kind != InformationKind.THIRD)
# What the question to the police tells.
POLICE_KINDS = (InformationKind.IDENTITY, InformationKind.CRIME)


def agency_in(
    district: District, user: User, kind: AgencyKind = AgencyKind.POLICE, name: str = ""
) -> Agency:
    """A partner on the stadsdel's contact list."""
    with acting_as(user):
        label = name or f"{kind.label} {district}"
        return Agency.objects.get_or_create(district=district, name=label, defaults={"kind": kind})[
            0
        ]


def a_row(
    agency: Agency,
    kinds: Collection[str] = POLICE_KINDS,
    *,
    start: date | None = None,
    end: date | None = None,
) -> ConsentRow:
    first = start or today()
    return ConsentRow(
        agency=agency,
        kinds=list(kinds),
        valid_from=first,
        valid_to=end or first + timedelta(days=180),
    )


def a_giver(role: Role, given_on: date | None = None) -> ConsentGiver:
    return ConsentGiver(
        role=role,
        name="Exempel Exempelsson",
        way=ConsentGiver.Way.WRITTEN,
        given_on=given_on or today(),
    )


def a_consent(case: Case, **fields: object) -> Consent:
    return Consent(
        case=case,
        **{
            "purpose": Consent.Purpose.IMPLEMENTATION,
            "informed_meaning": True,
            "informed_law": True,
            "maturity": "Förstår vad det gäller och vill det själv.",
        }
        | fields,
    )


def consented(
    case: Case, user: User, *rows: ConsentRow, givers: Collection[Role] = FAMILY, **fields: object
) -> Consent:
    """A consent that ``user`` has registered."""
    with acting_as(user):
        return register_consent(
            consent=a_consent(case, **fields),
            givers=[a_giver(role) for role in givers],
            rows=list(rows),
            by=user,
        )


def informed(case: Case, user: User) -> Information:
    """The information letter (3.0), given today to the person."""
    with acting_as(user):
        information = Information(
            case=case,
            given_on=today(),
            receivers=[Information.Receiver.PERSON],
            format=Information.Format.WRITTEN,
            understood=True,
        )
        return give_information(information=information, by=user)


def asked_police(case: Case, user: User, agency: Agency) -> PoliceRequest:
    with acting_as(user):
        return ask_police(case=case, agency=agency, request_id=uuid.uuid4(), by=user)


def police_said(
    case: Case, user: User, agency: Agency, result: PoliceResult = PoliceResult.SUITABLE
) -> PoliceAnswer:
    """The police asked, and their answer registered."""
    request = asked_police(case, user, agency)
    with acting_as(user):
        answer = PoliceAnswer(
            case=case,
            request=request,
            answered_on=today(),
            officer="Kommissarie Exempel",
            result=result,
        )
        return register_answer(answer=answer, by=user)
