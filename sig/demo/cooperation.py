"""How the cooperation goes in the demo: deviations in every state, minutes, and two checklists."""

import random
from datetime import date, datetime, timedelta
from typing import NamedTuple

from cases.models import Step
from followup.models import (
    Checklist,
    ChecklistAnswer,
    Deviation,
    DeviationStep,
    LeadMinutes,
    LeadMinutesItem,
)
from followup.rules import PICTURE, lines_of
from organisation.access import acting_in
from organisation.models import AgencyKind
from sig.demo.dossier import draw_id
from sig.demo.staff import Office
from sig.demo.timeline import past
from sig.lib.dates import latest_working_day, midnight


SEED = 2020
Kind = DeviationStep.Kind
Area = Deviation.Area


class Told(NamedTuple):
    """A deviation: the days since it was reported, and the steps taken since."""

    age: int
    parties: list[AgencyKind]
    step: Step
    area: Deviation.Area
    words: str
    kinds: tuple[DeviationStep.Kind, ...] = ()


DEVIATIONS = {
    "HV": (
        Told(
            4,
            [AgencyKind.SCHOOL],
            Step.IMPLEMENTATION,
            Area.ATTENDANCE,
            "Skolan kom inte till två nätverksmöten i rad. Ingen ersättare var utsedd.",
        ),
        Told(
            33,
            [AgencyKind.POLICE],
            Step.INVESTIGATION,
            Area.RESPONSE,
            "Svaret på frågan om lämplighet dröjde fem veckor. Utredningen stod still så länge.",
            (Kind.TAKEN_UP, Kind.ANALYSIS),
        ),
        Told(
            74,
            [AgencyKind.HEALTH, AgencyKind.SCHOOL],
            Step.PLANNING,
            Area.COMMITMENT,
            "Åtaganden i planen fördelades på mötet men ingen part tog på sig att samordna dem.",
            (Kind.TAKEN_UP,),
        ),
        Told(
            120,
            [AgencyKind.JOB_CENTRE],
            Step.IMPLEMENTATION,
            Area.ACCESS,
            "Praktikplatser som var utlovade drogs tillbaka med en dags varsel.",
            (Kind.TAKEN_UP, Kind.ANALYSIS, Kind.DECISION, Kind.CLOSED),
        ),
    ),
    "FA": (
        Told(
            91,
            [AgencyKind.PROBATION],
            Step.FOLLOW_UP,
            Area.ROLES,
            "Det var oklart vem som skulle kalla till det sista mötet, och det blev inte av.",
        ),
        Told(
            20,
            [AgencyKind.SCHOOL],
            Step.REFERRAL,
            Area.INFORMATION,
            "Skolan visste inte vad som får lämnas utan medgivande och väntade med att höra av sig.",
            (Kind.TAKEN_UP, Kind.ANALYSIS, Kind.DECISION),
        ),
    ),
}
WORDS = {
    Kind.TAKEN_UP: "Ledningsgruppen delar bilden. Berörd part tar med sig frågan.",
    Kind.ANALYSIS: "Rutinen säger inte vem som ansvarar när den ordinarie är borta.",
    Kind.DECISION: "En ersättare utses för varje part och skrivs in på kontaktlistan.",
    Kind.CLOSED: "Ersättare finns på kontaktlistan sedan en månad. Det har fungerat.",
}
COMPLETE = "HV"  # the stadsdel that has a checklist of last year's too
NO = {
    "answer": ChecklistAnswer.Answer.NO,
    "evidence": "Uppföljning görs i ärendena men ingen samlad bild har begärts i år.",
    "measure": "Ledningsgruppen tar upp siffrorna för stadsdelen på varje möte.",
    "responsible": "Enhetschefen",
}


def cooperate(offices: dict[str, Office], today: date) -> None:
    """Write all of it, stadsdel by stadsdel."""
    rng = random.Random(SEED)
    for code, told in DEVIATIONS.items():
        office = offices[code]
        with acting_in(office.district):
            latest = _minutes(office, today - timedelta(days=3), rng)
            for one in told:
                is_closed = Kind.CLOSED in one.kinds
                before = today - timedelta(days=90)
                minutes = _minutes(office, before, rng) if is_closed else latest
                _deviation(office, one, minutes, today, rng)
                if is_closed:
                    _sign(office, minutes)
            _sign(office, latest)
            _checklists(office, code, today, rng)


def _minutes(office: Office, day: date, rng: random.Random) -> LeadMinutes:
    """A meeting about that day, signed when everything stands in it."""
    return LeadMinutes.objects.create(
        id=draw_id(rng),
        district=office.district,
        held_on=latest_working_day(day),
        present="Enhetschef\nKommunpolis\nRektor\nChef för Jobbtorg",
        decisions="Kontaktlistan gås igenom på varje möte.",
        version=1,
        edited_by=office.manager,
        edited_at=_moment(latest_working_day(day)),
    )


def _deviation(
    office: Office, told: Told, minutes: LeadMinutes, today: date, rng: random.Random
) -> None:
    made = Deviation.objects.create(
        id=draw_id(rng),
        district=office.district,
        parties=[party.value for party in told.parties],
        step=told.step,
        area=told.area,
        words=told.words,
        reported_by=office.lots,
        reported_at=_moment(today - timedelta(days=told.age)),
    )
    for number, kind in enumerate(told.kinds, start=1):
        _step(made, kind, number, minutes, rng, office)


def _step(
    deviation: Deviation,
    kind: DeviationStep.Kind,
    number: int,
    minutes: LeadMinutes,
    rng: random.Random,
    office: Office,
) -> None:
    is_decision, at_meeting = kind == Kind.DECISION, kind == Kind.TAKEN_UP
    if at_meeting:
        LeadMinutesItem.objects.create(
            id=draw_id(rng),
            district=office.district,
            minutes=minutes,
            deviation=deviation,
            said=WORDS[kind],
        )
    DeviationStep.objects.create(
        id=draw_id(rng),
        district=office.district,
        deviation=deviation,
        number=number,
        kind=kind,
        words=WORDS[kind],
        responsible="Enhetschefen" if is_decision else "",
        due_on=minutes.held_on + timedelta(days=40) if is_decision else None,
        minutes=minutes if at_meeting else None,
        noted_by=office.manager,
        noted_at=_moment(minutes.held_on + timedelta(days=60 if kind == Kind.CLOSED else 0)),
    )


def _sign(office: Office, minutes: LeadMinutes) -> None:
    minutes.signed_at = _moment(minutes.held_on)
    minutes.signed_by, minutes.signed_title = office.manager, office.manager.title
    minutes.save()


def _moment(day: date) -> datetime:
    return midnight(day) + timedelta(hours=15)


def _checklists(office: Office, code: str, today: date, rng: random.Random) -> None:
    """The first stadsdel has signed last year's and answered this year's, with a no; the other half."""
    if code == COMPLETE:
        _checklist(office, today.year - 1, today, rng, signed=True)
        _checklist(office, today.year, today, rng, no="asked")
    else:
        _checklist(office, today.year, today, rng, first=4)


def _checklist(
    office: Office,
    year: int,
    today: date,
    rng: random.Random,
    *,
    no: str = "",
    first: int = 8,
    signed: bool = False,
) -> None:
    made = Checklist.objects.create(id=draw_id(rng), district=office.district, year=year)
    for line in lines_of(year)[:first]:
        yes = {
            "answer": ChecklistAnswer.Answer.YES,
            "evidence": "Står i den lokala samverkansöverenskommelsen.",
        }
        answered = {**NO, "due_on": date(year + 1, 3, 1)} if line.code == no else yes
        ChecklistAnswer.objects.create(
            id=draw_id(rng),
            district=office.district,
            checklist=made,
            code=line.code,
            version=1,
            edited_by=office.manager,
            edited_at=past(today, 8),
            picture_on=_picture_on(office, year, today) if line.code == PICTURE else None,
            **answered,
        )
    if signed:
        made.signed_at = _moment(date(year, 11, 20))
        made.signed_by, made.signed_title = office.manager, office.manager.title
        made.save()


def _picture_on(office: Office, year: int, today: date) -> date:
    """Of the first stadsdel half a year old, and another a year before; of the other too old."""
    if not office.second:
        return today - timedelta(days=800)
    return today - timedelta(days=180 + 365 * (today.year - year))
