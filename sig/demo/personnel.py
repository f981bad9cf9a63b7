"""The staff in the demo: safety talks in time, overdue and not sent; competence with and without gaps."""

import random
from datetime import date, timedelta

from organisation.access import acting_in
from organisation.models import (
    CompetenceRating,
    CompetenceRecord,
    Degree,
    SafetyTalk,
    TalkAnswer,
    TalkMeasure,
    User,
)
from organisation.roles import Role
from organisation.rules.competence import requirements_of
from organisation.rules.safety import lines_of
from sig.demo.dossier import draw_id
from sig.demo.staff import CENTRAL, Office
from sig.demo.timeline import past
from sig.lib.dates import latest_working_day


SEED = 39
Level = CompetenceRating.Level
EVIDENCE = "Intyg i personalakten."
GAPS = {
    "encounter": {
        "level": Level.PLANNED,
        "evidence": "",
        "course": "MI, grundkurs",
        "planned": "grundkurs i motiverande samtal",
    },
    "extremism": {"level": Level.NOT_MET, "evidence": "Har inte arbetat med frågan."},
    "degree": {"level": Level.PARTLY, "evidence": "Beteendevetenskaplig utbildning."},
}
REACTIVE = (
    "Vi gick igenom vem som larmas, hur en polisanmälan görs, loggboken och vilket stöd som finns "
    "efteråt."
)
EVENTS = "Blev följd till bussen efter ett hembesök i våras. Inget har hänt sedan dess."
COMMENTS = {
    "two_know": "Stäms av varje måndag.",
    "check_in": "Gränsen är en timme efter planerad sluttid.",
    "alarm": "Ett av larmen fungerar inte.",
}


def hold_talks(offices: dict[str, Office], today: date) -> None:
    """Talks in the two first stadsdelar; the others' staff has had none yet."""
    rng = random.Random(SEED)
    security = User.objects.get(username=CENTRAL[Role.SECURITY][0])
    here, there = offices["HV"], offices["FA"]
    with acting_in(here.district):
        _talk(here, here.lots, today - timedelta(days=390), rng, to=security)
        _talk(here, here.coordinator, today - timedelta(days=345), rng, to=security)
        _talk(here, here.investigator, today - timedelta(days=80), rng, to=security, done=False)
        if here.second:
            _talk(here, here.second, today - timedelta(days=6), rng, done=False)
    with acting_in(there.district):
        _talk(there, there.lots, today - timedelta(days=200), rng, to=security)


def assess(offices: dict[str, Office], today: date) -> None:
    """Competence in the first stadsdel: one whole, one with gaps, one too old, and a candidate."""
    rng = random.Random(SEED)
    here = offices["HV"]
    with acting_in(here.district):
        _competence(here, here.coordinator, today - timedelta(days=120), rng, {})
        _competence(here, here.lots, today - timedelta(days=120), rng, GAPS)
        _competence(here, here.investigator, today - timedelta(days=400), rng, {})
        CompetenceRecord.objects.create(
            id=draw_id(rng), district=here.district, candidate="Kim Kandidat"
        )


def _competence(
    office: Office, employee: User, day: date, rng: random.Random, gaps: dict[str, dict[str, str]]
) -> None:
    assessed_on = latest_working_day(day)
    record = CompetenceRecord.objects.create(
        id=draw_id(rng), district=office.district, employee=employee, version=1
    )
    for requirement in requirements_of(record):
        known = gaps.get(requirement.code, {})
        level = known.get("level", Level.MET)
        planned = {"due_on": assessed_on + timedelta(days=200)} if level == Level.PLANNED else {}
        CompetenceRating.objects.create(
            id=draw_id(rng),
            record=record,
            code=requirement.code,
            **{"level": level, "evidence": EVIDENCE} | known | planned,
        )
    record.signed_at, record.signed_by = past(assessed_on, 15), office.manager
    record.signed_title = office.manager.title
    record.save()
    Degree.objects.create(
        district=office.district,
        employee=employee,
        is_met="degree" not in gaps,
        noted_at=record.signed_at,
    )


def _talk(
    office: Office,
    employee: User,
    day: date,
    rng: random.Random,
    *,
    to: User | None = None,
    done: bool = True,
) -> None:
    """Gone through and signed on its day; acknowledged and sent when it has a recipient.

    ``done`` says whether the measure decided in it has been carried out.
    """
    held_on = latest_working_day(day)
    talk = SafetyTalk.objects.create(
        id=draw_id(rng),
        district=office.district,
        employee=employee,
        employee_title=employee.title,
        leader=office.manager,
        held_on=held_on,
        events=EVENTS,
        reactive_done=True,
        reactive=REACTIVE,
        version=1,
        edited_by=office.manager,
        edited_at=past(held_on, 14),
    )
    for lines in lines_of(talk).values():
        for line in lines:
            _answer(talk, line.kind, line.code, rng)
    due_on = held_on + timedelta(days=30)
    TalkMeasure.objects.create(
        id=draw_id(rng),
        talk=talk,
        what="Byt ut det trasiga larmet och visa hur det används.",
        responsible=office.manager.shown_name,
        due_on=due_on,
        done_at=past(due_on, 10) if done else None,
        done_by=office.manager if done else None,
    )
    talk.signed_at, talk.signed_by = past(held_on, 15), office.manager
    talk.signed_title = office.manager.title
    if to:
        talk.acknowledged_at, talk.sent_at, talk.sent_to = past(held_on, 16), past(held_on, 16), to
    talk.save()


def _answer(talk: SafetyTalk, kind: str, code: str, rng: random.Random) -> None:
    is_broken = code == "alarm"
    TalkAnswer.objects.create(
        id=draw_id(rng),
        talk=talk,
        kind=kind,
        code=code,
        answer=TalkAnswer.Answer.NO if is_broken else TalkAnswer.Answer.YES,
        comment=COMMENTS.get(code, ""),
    )
