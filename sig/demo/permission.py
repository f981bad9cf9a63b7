"""Information, consent, and what was told on it: to the police, by invitations, by the plan."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from consent.actions import POLICE_REQUEST_KINDS
from consent.models import (
    LETTER_VERSION,
    Consent,
    ConsentGiver,
    ConsentRow,
    Disclosure,
    DocumentKind,
    Information,
    InformationKind,
    PoliceAnswer,
    PoliceRequest,
    PoliceResult,
    last_day,
)
from organisation.models import Agency, AgencyKind
from sig.demo.dossier import Dossier
from sig.demo.stories import Stage, Twist
from sig.demo.timeline import past


KIND = InformationKind
BASE = [KIND.IDENTITY, KIND.PLAN, KIND.MEETING]
# What each kind of actor may be told besides. Health and substances stay with health care.
TOLD = {
    AgencyKind.POLICE: [KIND.CRIME, KIND.OCCUPATION, KIND.NETWORK, KIND.LEISURE],
    AgencyKind.SCHOOL: [KIND.OCCUPATION, KIND.NETWORK, KIND.LEISURE],
    AgencyKind.JOB_CENTRE: [KIND.OCCUPATION, KIND.ECONOMY],
    AgencyKind.HEALTH: [
        *(KIND.HEALTH, KIND.SUBSTANCES, KIND.CRIME, KIND.OCCUPATION, KIND.NETWORK, KIND.HOUSING),
        *(KIND.LEISURE, KIND.ECONOMY),
    ],
    AgencyKind.PROBATION: [KIND.CRIME, KIND.OCCUPATION, KIND.HOUSING, KIND.ECONOMY, KIND.NETWORK],
    AgencyKind.FIELD: [
        *(KIND.CRIME, KIND.OCCUPATION, KIND.NETWORK, KIND.LEISURE, KIND.HOUSING, KIND.ECONOMY),
    ],
}
MATURITY = "Förstår vad medgivandet betyder och kan återge det med egna ord."
ONE_GUARDIAN_IN = 4  # of so many families, one has a single guardian
ENDS_IN = timedelta(days=16)


def inform(dossier: Dossier) -> None:
    """Form 3.0, to the person and to those who answer for a child."""
    receiver = Information.Receiver
    day = dossier.times.day(3)
    _find_guardians(dossier)
    guardians = [receiver.GUARDIAN_1, receiver.GUARDIAN_2][: len(dossier.guardians)]
    dossier.add(
        Information,
        given_on=day,
        given_by=dossier.lots,
        receivers=[receiver.PERSON, *guardians],
        format=Information.Format.WRITTEN if dossier.story.is_adult else Information.Format.EASY,
        understood=not dossier.story.is_adult,
        version=LETTER_VERSION,
        registered_at=past(day, 15, 45),
    )


def _find_guardians(dossier: Dossier) -> None:
    if dossier.story.is_adult:
        return
    alone = dossier.rng.randrange(ONE_GUARDIAN_IN) == 0
    last_name = dossier.person.last_name
    dossier.guardians = [f"Mona {last_name}"] + ([] if alone else [f"Peter {last_name}"])


def consent(dossier: Dossier) -> None:
    """Form 3.2 with its givers, and a row for each actor."""
    day = dossier.times.day(9)
    given = dossier.add(
        Consent,
        purpose=Consent.Purpose.IMPLEMENTATION,
        informed_meaning=True,
        informed_law=True,
        maturity="" if dossier.story.is_adult else MATURITY,
        exceptions="" if dossier.story.is_adult else "Vad jag säger i samtal om min familj.",
        registered_by=dossier.lots,
        registered_at=past(day, 16, 20),
    )
    if len(dossier.guardians) == 1:
        given.guardian_ground = Consent.GuardianGround.SOLE
        given.guardian_words = "Modern har ensam vårdnad enligt folkbokföringen."
    _givers(dossier, given, day)
    dossier.agencies = [dossier.office.agencies[kind] for kind in _actors(dossier)]
    for agency in dossier.agencies:
        dossier.consents[AgencyKind(agency.kind)] = _row(dossier, given, agency, day)


def _givers(dossier: Dossier, given: Consent, day: date) -> None:
    role = ConsentGiver.Role
    person = f"{dossier.person.first_name} {dossier.person.last_name}"
    names = [person, *dossier.guardians]
    for who, name in zip((role.PERSON, role.GUARDIAN_1, role.GUARDIAN_2), names, strict=False):
        dossier.add(
            ConsentGiver,
            consent=given,
            role=who,
            name=name,
            way=ConsentGiver.Way.WRITTEN,
            given_on=day,
        )


def _actors(dossier: Dossier) -> list[AgencyKind]:
    """Whom the person agrees to: the police, and those who can help with what matters most."""
    if dossier.story.is_adult:
        return [AgencyKind.POLICE, AgencyKind.PROBATION, AgencyKind.JOB_CENTRE, AgencyKind.HEALTH]
    actors = [AgencyKind.POLICE, AgencyKind.SCHOOL, AgencyKind.FIELD]
    prioritised = {area.area for area in dossier.needs[:4]}
    if prioritised & {"substances", "mental_health"}:
        actors.append(AgencyKind.HEALTH)
    if prioritised & {"economy", "occupation"} and dossier.story.age >= 16:
        actors.append(AgencyKind.JOB_CENTRE)
    return actors


def _row(dossier: Dossier, given: Consent, agency: Agency, day: date) -> ConsentRow:
    kinds = {*BASE, *TOLD[AgencyKind(agency.kind)]}
    row = dossier.add(
        ConsentRow,
        consent=given,
        agency=agency,
        kinds=[kind.value for kind in InformationKind if kind in kinds],
        mutual=True,
        valid_from=day,
        valid_to=last_day(day),
    )
    if dossier.story.twist == Twist.CONSENT_ENDS:
        row.valid_to = dossier.times.today + ENDS_IN
    withdrawn = dossier.story.twist == Twist.CONSENT_WITHDRAWN
    if withdrawn and agency.kind == AgencyKind.SCHOOL:
        row.withdrawn_at = past(dossier.times.today - timedelta(days=3), 13, 10)
        row.withdrawn_by = dossier.lots
        row.withdrawn_words = dossier.say("{name}, vid samtal. Modern instämmer.")
    return row


def disclose(
    dossier: Dossier,
    agency: Agency,
    document: DocumentKind,
    kinds: Collection[str],
    moment: datetime,
) -> Disclosure:
    """What left the house on the row of ``agency``."""
    return dossier.add(
        Disclosure,
        agency=agency,
        row=dossier.consents[AgencyKind(agency.kind)],
        document=document,
        kinds=list(kinds),
        sent_by=dossier.lots,
        sent_at=moment,
    )


# --- The police -----------------------------------------------------------------------------------


def ask_police(dossier: Dossier) -> None:
    """The question about suitability and, further on, the answer."""
    asked = dossier.times.day(10)
    police = dossier.office.agencies[AgencyKind.POLICE]
    moment = past(asked, 10, 25)
    request = dossier.add(
        PoliceRequest,
        disclosure=disclose(
            dossier, police, DocumentKind.POLICE_REQUEST, POLICE_REQUEST_KINDS, moment
        ),
        asked_on=asked,
        asked_by=dossier.lots,
    )
    if dossier.story.stage > Stage.ASSESSED:
        _answer(dossier, request)


def _answer(dossier: Dossier, request: PoliceRequest) -> None:
    day = dossier.times.day(14)
    result, note = PoliceResult.SUITABLE, "Inga hinder mot deltagande."
    if dossier.story.stage == Stage.UNSUITABLE:
        result = PoliceResult.UNSUITABLE
        note = "Pågående utredning. Ny bedömning kan göras när den är avslutad."
    elif dossier.story.twist == Twist.PASSED:
        result = PoliceResult.UNSUITABLE
        note = "Ett ärende pågår, avgörs inom kort."
    dossier.add(
        PoliceAnswer,
        request=request,
        answered_on=day,
        officer="Petra Provgren, områdespolis",
        result=result,
        note=note,
        registered_by=dossier.lots,
        registered_at=past(day, 14, 50),
    )
