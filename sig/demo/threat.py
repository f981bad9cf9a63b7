"""Form 3.3 of a demo case, the manager's reading of it and their decision on measures."""

from datetime import timedelta

from cases.models import (
    ThreatAssessment,
    ThreatDecision,
    ThreatLevel,
    ThreatMeasure,
    ThreatReading,
    ThreatSource,
)
from sig.demo.dossier import Dossier
from sig.demo.stories import Stage
from sig.demo.timeline import past
from sig.demo.words.shapes import Crime
from sig.lib.dates import swedish


def assess_threat(dossier: Dossier, crime: Crime) -> None:
    office, times = dossier.office, dossier.times
    against = ThreatAssessment.Against
    made, signed = times.day(13), times.day(15)
    known = crime.level > ThreatLevel.NONE
    assessment = dossier.add(
        ThreatAssessment,
        made_on=made,
        assessors=f"{office.investigator} och {dossier.lots}",
        against=[against.PARTICIPANT] if known else [],
        description=dossier.say(crime.threat),
        level=crime.level,
        police_view=dossier.say(
            f"{{police}}, telefonsamtal den {swedish(made)}: bilden stämmer med polisens."
        ),
        certainty=ThreatAssessment.Certainty.MEDIUM,
        identity_protection=_identity_protection(dossier),
        reassess_on=times.opened + timedelta(days=180),
        **dossier.signed(office.investigator, past(signed, 11, 15)),
    )
    _sources(dossier, assessment)
    if proposed := _proposed(crime.level):
        dossier.add(
            ThreatMeasure,
            assessment=assessment,
            what=proposed,
            responsible=str(dossier.lots),
            due_on=signed + timedelta(days=14),
        )
    if crime.level >= ThreatLevel.HIGH:
        assessment.against.append(against.RELATIVE)
    if dossier.story.stage != Stage.ASSESSED:
        decided = times.day(18)
        dossier.add(
            ThreatReading,
            assessment=assessment,
            user=office.manager,
            read_at=past(signed, 13, 30),
        )
        dossier.add(
            ThreatDecision,
            assessment=assessment,
            measures=_decided(crime.level),
            police_contact="Petra Provgren",
            police_consulted_on=decided,
            decided_by=office.manager,
            decided_at=past(decided, 9, 20),
        )


def _identity_protection(dossier: Dossier) -> str:
    protection = ThreatAssessment.IdentityProtection
    return protection.IN_PLACE if dossier.person.is_protected else protection.NOT_NEEDED


def _sources(dossier: Dossier, assessment: ThreatAssessment) -> None:
    kind = ThreatSource.Kind
    for position, (source, told) in enumerate(
        [(kind.PARTICIPANT, "Samtal med {name}."), (kind.POLICE, "Underlag från {police}.")]
    ):
        dossier.add(
            ThreatSource,
            assessment=assessment,
            kind=source,
            told=dossier.say(told),
            on=assessment.made_on,
            position=position,
        )


def _proposed(level: ThreatLevel) -> str:
    if level == ThreatLevel.NONE:
        return ""
    if level == ThreatLevel.LOW:
        return "Möten bokas på dagtid. Ingen annan åtgärd nu."
    return (
        "Möten hålls i lokal med reception och två utgångar. Två ur personalen vid hembesök. "
        "Telefonkedja med anhörig och polis."
    )


def _decided(level: ThreatLevel) -> str:
    if level <= ThreatLevel.LOW:
        return "Inga"
    return "Enligt förslaget. Åtgärderna gås igenom vid varje ärendeavstämning."
