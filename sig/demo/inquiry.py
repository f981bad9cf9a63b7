"""Steps 1–3 of a demo case: how it came, what was found out, what was decided."""

from datetime import timedelta

from cases.models import (
    Area,
    CaseRole,
    Criteria,
    Decision,
    DecisionStatus,
    InsatsConsent,
    NeedsArea,
    NeedsInventory,
    NeedsTalk,
    NoteKind,
    PreliminaryAssessment,
    ProtectionAssessment,
    Referral,
    ReferralKind,
    Route,
)
from organisation.models import LegalReference, User
from sig.demo.dossier import Dossier
from sig.demo.permission import ask_police, consent, inform
from sig.demo.stories import Stage, Twist
from sig.demo.threat import assess_threat
from sig.demo.timeline import past
from sig.demo.words.shapes import Answer, Crime


YOUTH_FACTORS = (
    "Risk: umgänge med äldre som begår brott, frånvaro från skolan. Skydd: en vuxen i familjen som "
    "står stadigt, egna fritidsintressen, vilja att ändra sig."
)
SAFE_AT_HOME = (
    "{name} bor hemma och har en vuxen som tar ansvar. Inget behov av omedelbart skydd har "
    "framkommit i samtalet."
)
OPENED = "Det som har kommit in ger skäl att utreda om {name} behöver stöd från nämnden."
RARELY = 12  # one area in so many is one that the person doesn't want to speak of


def investigate(dossier: Dossier) -> None:
    """Write what stands in the case up to where its story stops."""
    stage = dossier.story.stage
    _refer(dossier)
    if stage == Stage.REFERRED:
        return
    _staff(dossier)
    inform(dossier)
    crime = _pick_crime(dossier)
    _needs(dossier, crime)
    if stage == Stage.INFORMED:
        return
    consent(dossier)
    ask_police(dossier)
    if stage == Stage.ASKED:
        return
    assess_threat(dossier, crime)
    _criteria(dossier, crime)
    if stage == Stage.ASSESSED or stage >= Stage.RETURNED:
        _decision(dossier)


def _refer(dossier: Dossier) -> None:
    story, opened = dossier.story, dossier.times.opened
    route, kind, source = Route.SOCIAL, ReferralKind.RECOMMENDATION, "Ungdomsenheten"
    text = dossier.rng.choice(dossier.words.wishes)
    if story.sentenced:
        route, source = Route.COURT, "Stockholms tingsrätt"
        text = (
            "{name} är dömd till ungdomsvård. Social insatsgrupp ingår i ungdomskontraktet. "
            "{name} har sagt ja till att delta."
        )
    elif "Fältassistenten" in text:
        source = str(dossier.say("{field}"))
    elif text.startswith("Skolan"):
        route, kind, source = Route.SCHOOL, ReferralKind.REPORT, dossier.say("{school}")
    elif text.startswith("Polisen"):
        route, kind, source = Route.POLICE, ReferralKind.REPORT, dossier.say("{police}")
    elif "själv sökt upp" in text:
        route, kind, source = Route.OWN, ReferralKind.APPLICATION, ""
    elif text.startswith("Frivården"):
        route, source = Route.PROBATION, dossier.say("{probation}")
    dossier.add(
        Referral,
        received_on=opened,
        kind=kind,
        route=route,
        received_by=str(dossier.lots),
        source=source,
        wishes=dossier.say(text),
    )
    if not story.is_adult:
        _assess_child(dossier)
    _put_on(dossier, dossier.lots, CaseRole.Kind.RECEIVER, 0)


def _assess_child(dossier: Dossier) -> None:
    """What the law asks for at once, and the decision to open an inquiry when that has come."""
    opened, lots = dossier.times.opened, dossier.lots
    dossier.add(
        ProtectionAssessment,
        made_on=opened,
        made_by=str(lots),
        outcome=dossier.say(SAFE_AT_HOME),
        registered_by=lots,
        registered_at=past(opened, 15, 30),
    )
    if dossier.story.stage == Stage.REFERRED:
        return
    decided = dossier.times.day(1)
    dossier.add(
        PreliminaryAssessment,
        decided_on=decided,
        decided_by=str(dossier.office.manager),
        opens_inquiry=True,
        reasons=dossier.say(OPENED),
        registered_by=lots,
        registered_at=past(decided, 11, 0),
    )


def _put_on(dossier: Dossier, user: User, kind: CaseRole.Kind, after: int) -> None:
    dossier.add(CaseRole, user=user, kind=kind, started_on=dossier.times.day(after))


def _staff(dossier: Dossier) -> None:
    _put_on(dossier, dossier.lots, CaseRole.Kind.LOTS, 1)
    _put_on(dossier, dossier.office.coordinator, CaseRole.Kind.COORDINATOR, 1)
    _put_on(dossier, dossier.office.investigator, CaseRole.Kind.INVESTIGATOR, 2)
    day = dossier.times.day(2)
    text = (
        "Ärendet gicks igenom med samordnaren. Kontakt tagen med {name}, som är positiv till ett "
        "första samtal."
    )
    dossier.note(NoteKind.TALK, day, past(day, 16, 10), text)


def _pick_crime(dossier: Dossier) -> Crime:
    told = [crime for crime in dossier.words.crimes if _may_say(dossier, crime.answer)]
    return dossier.rng.choice(told)


def _may_say(dossier: Dossier, answer: Answer) -> bool:
    youngest, oldest = answer.ages
    return youngest <= dossier.story.age <= oldest


# --- Form 3.1 -------------------------------------------------------------------------------------


def _needs(dossier: Dossier, crime: Crime) -> None:
    times, rng = dossier.times, dossier.rng
    done = dossier.story.stage > Stage.INFORMED
    motivation, words = rng.choice(dossier.words.motivation)
    inventory = dossier.add(
        NeedsInventory,
        begun_on=times.day(5),
        motivation=motivation,
        motivation_words=words,
        children=False,
        **(dossier.signed(dossier.lots, past(times.day(8), 15, 40)) if done else {}),
    )
    dossier.add(
        NeedsTalk,
        inventory=inventory,
        held_on=times.day(5),
        participants=dossier.say("{name} och {lots}"),
        place="Kontoret",
    )
    areas = [_area(dossier, inventory, area, crime) for area in Area]
    for position, area in enumerate(areas, start=1):
        area.label, area.position = Area(area.area).label, position
    if not done:
        for area in areas[6:]:
            area.own_words, area.need, area.motivation, area.resources = "", None, None, ""
            area.comment = ""
        return
    answered = [area for area in areas if not area.declined]
    ranked = sorted(answered, key=lambda area: area.need or 0, reverse=True)
    for place, area in enumerate(ranked[:3], start=1):
        area.priority = place
    dossier.needs = ranked


def _area(dossier: Dossier, inventory: NeedsInventory, area: Area, crime: Crime) -> NeedsArea:
    rng = dossier.rng
    if area in (Area.MENTAL_HEALTH, Area.ECONOMY) and rng.randrange(RARELY) == 0:
        return dossier.add(NeedsArea, inventory=inventory, area=area, declined=True)
    answer = crime.answer
    if area != Area.CRIME:
        told = [answer for answer in dossier.words.answers[area] if _may_say(dossier, answer)]
        answer = rng.choice(told)
    dossier.aims[area] = answer.aim
    return dossier.add(
        NeedsArea,
        inventory=inventory,
        area=area,
        own_words=answer.words,
        need=answer.need,
        motivation=answer.motivation,
        resources=answer.resources,
        comment=answer.comment,
    )


# --- The criteria ------------------------------------------------------------------------------------


def _criteria(dossier: Dossier, crime: Crime) -> None:
    resources = [area.resources for area in dossier.needs if area.resources]
    dossier.add(
        Criteria,
        at_risk=True,
        motivated=True,
        needs_support=True,
        takes_part=True,
        resources=" ".join(resources[:4]),
        debut_age=min(crime.debut_age, dossier.story.age - 1),
        crime_told=crime.told,
        crime_established=crime.established,
        youth_factors="" if dossier.story.is_adult else YOUTH_FACTORS,
    )


# --- The decision ---------------------------------------------------------------------------------


def _decision(dossier: Dossier) -> None:
    times, office = dossier.times, dossier.office
    dossier.add(
        InsatsConsent,
        given_on=times.day(16),
        way=InsatsConsent.Way.WRITTEN,
        guardian=" och ".join(dossier.guardians),
    )
    starts = times.enrolled or times.today
    law = LegalReference.objects.in_force(starts).filter(use=LegalReference.Use.ENROLMENT).first()
    decision = dossier.add(
        Decision,
        status=DecisionStatus.SUBMITTED,
        reasons=_reasons(dossier),
        legal_ground=law.text if law else "",
        period_from=starts,
        period_to=starts + timedelta(days=365),
        drafted_by=office.investigator,
        submitted_by=office.investigator,
        submitted_title=office.investigator.title,
        submitted_at=past(times.day(20), 14, 5),
    )
    if dossier.story.stage == Stage.ASSESSED:
        decision.status = DecisionStatus.DRAFT
        decision.submitted_by = decision.submitted_at = None
        decision.submitted_title = ""
    if dossier.story.stage == Stage.RETURNED:
        decision.status = DecisionStatus.RETURNED
        decision.answer = (
            "Beskriv hur skolans och familjens stöd ska samordnas med det som redan pågår i "
            "öppenvården, och lämna förslaget på nytt."
        )
    if times.enrolled:
        _approve(dossier, decision)


def _approve(dossier: Dossier, decision: Decision) -> None:
    manager, enrolled = dossier.office.manager, dossier.times.enrolled
    assert enrolled is not None
    decision.status = DecisionStatus.APPROVED
    decision.decided_by = manager
    decision.decided_title = manager.title
    decision.decided_at = past(enrolled, 15, 30)
    decision.delegation = "3.2.1"
    if dossier.story.twist == Twist.PASSED:
        decision.exceptions = ["R13"]
        decision.answer = (
            "Polisens tvekan gäller ett pågående ärende som nu är avslutat. Behovet av samlat stöd "
            "väger tyngre, och polisen deltar i gruppen."
        )


def _reasons(dossier: Dossier) -> str:
    areas = [area.label.lower() for area in dossier.needs[:3]]
    return dossier.say(
        f"{{name}} är {dossier.story.age} år och har störst behov av stöd i fråga om {areas[0]}, "
        f"{areas[1]} och {areas[2]}. Risken för fortsatt brottslighet är påtaglig. {{name}} vill "
        "förändra sin situation, är informerad och samtycker till insatsen. Stöd från en aktör i "
        "taget har inte räckt, och en social insatsgrupp bedöms ge det samlade stöd som behövs."
    )
