"""Arranging: cases brought to where a test needs them, through the actions that users take."""

import uuid
from datetime import date, timedelta
from typing import Any

from cases.actions.children import assess_preliminary, assess_protection
from cases.actions.decisions import save_draft
from cases.actions.emergency import open_emergency
from cases.actions.needs import (
    save_area,
    save_part,
    save_rows,
    sign_inventory,
    start_inventory,
)
from cases.actions.opening import assign, open_case, register_person
from cases.actions.records import save_criteria, save_insats_consent
from cases.actions.threats import decide_measures, save_threat, sign_threat
from cases.models import (
    Case,
    CaseRole,
    Criteria,
    Decision,
    EmergencyAccess,
    InsatsConsent,
    NeedsInventory,
    NeedsPart,
    NeedsTalk,
    PreliminaryAssessment,
    ProtectionAssessment,
    ReferralKind,
    Route,
    ThreatAssessment,
    ThreatDecision,
    ThreatLevel,
    ThreatMeasure,
    ThreatSource,
)
from cases.rules import ADULT
from organisation.access import acting_as
from organisation.models import Agency, District, Programme, User
from plans.actions import share_plan
from sig.lib.dates import today
from sig.lib.personnummer import NumberKind, PersonalNumber
from sig.process import GATES, take
from tests.people import Cast
from tests.story_consent import (
    FAMILY,
    OWN_KINDS,
    a_row,
    agency_in,
    consented,
    informed,
    police_said,
)
from tests.story_plans import active_plan, drawn


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
    assessed: bool = True,
    **referral: Any,
) -> Case:
    """A case that ``user`` has just logged; a child's with its assessments, unless ``assessed`` says no."""
    with acting_as(user):
        person = register_person(
            district=district,
            number=PersonalNumber(NumberKind.UNKNOWN),
            first_name=first_name,
            last_name=last_name,
            birth_date=years_ago(years),
            by=user,
        )
        case = open_case(
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
    if assessed and years < ADULT:
        assess_child(case, user)
    return case


def assess_child(case: Case, by: User, *, day: date | None = None, opens: bool = True) -> None:
    """The same-day protection assessment and the decision whether to open an inquiry (R29)."""
    with acting_as(by):
        safe = ProtectionAssessment(
            case=case, made_on=day or today(), made_by="Lotta Lind", outcome="Inget akut behov."
        )
        assess_protection(assessment=safe, by=by)
        decided = PreliminaryAssessment(
            case=case,
            decided_on=day or today(),
            decided_by="Carin Chef",
            opens_inquiry=opens,
            reasons="Behovet av stöd behöver utredas.",
        )
        assess_preliminary(assessment=decided, by=by)


def on_the_case(case: Case, cast: Cast) -> Case:
    """Lotta is lots, Sam samordnare and Ulla utredare: put there by Sam."""
    kind = CaseRole.Kind
    for user, as_kind in (
        (cast.lotta, kind.LOTS),
        (cast.sam, kind.COORDINATOR),
        (cast.ulla, kind.INVESTIGATOR),
    ):
        with acting_as(cast.carin):
            assign(case=case, user=user, kind=as_kind, by=cast.carin)
    return case


def emergency_for(case: Case, user: User, *, hours: int = 4) -> EmergencyAccess:
    """Emergency access that ``user`` has just opened."""
    with acting_as(user):
        return open_emergency(
            key=uuid.uuid4(),
            case=case,
            reason="Föräldern ringer i kris och handläggaren nås inte.",
            hours=hours,
            by=user,
        )


def step(case: Case, event: str, by: User, **data: Any) -> Case:
    """Take a step of the process, as the page does."""
    with acting_as(by):
        return take(GATES[event], case, by=by, **data)


def filled_inventory(case: Case, by: User) -> NeedsInventory:
    """Form 3.1 with all that it must have, not signed."""
    inventory = start_inventory(case=case, by=by)
    for place, area in enumerate(inventory.areas.all()):
        area.own_words, area.need, area.motivation = "Så här ser jag på det.", 6, 7
        area.priority = 1 if place == 3 else None
        save_area(area=area, by=by)
    talk = NeedsTalk(case=case, inventory=inventory, held_on=today(), place="Kontoret")
    save_rows(inventory=inventory, rows=[talk], by=by)
    inventory.motivation, inventory.children = 7, False
    for kind, field in ((NeedsPart.Kind.WILL, "motivation"), (NeedsPart.Kind.CHILDREN, "children")):
        save_part(part=NeedsPart(case=case, inventory=inventory, kind=kind), fields=[field], by=by)
    return inventory


def sign_needs(case: Case, by: User) -> NeedsInventory:
    with acting_as(by):
        inventory = filled_inventory(case, by)
        return sign_inventory(inventory=inventory, by=by)


def sign_threat_of(
    case: Case, by: User, level: ThreatLevel = ThreatLevel.LOW, **changes: Any
) -> ThreatAssessment:
    with acting_as(by):
        assessment = ThreatAssessment(
            case=case,
            made_on=today(),
            assessors="Ulla Utsikt, Lotta Lind",
            description="Skuld till äldre i området.",
            level=level,
            police_view="Samtal med kommunpolisen i dag.",
            identity_protection="not_needed",
            **{"reassess_on": today() + timedelta(days=90)} | changes,
        )
        source = ThreatSource(
            case=case, assessment=assessment, kind="police", told="Kommunpolisen."
        )
        measure = ThreatMeasure(
            case=case,
            assessment=assessment,
            what="Möten på kontoret.",
            responsible="Lotsen",
            due_on=today(),
        )
        save_threat(assessment=assessment, rows=[source, measure], by=by)
        return sign_threat(assessment=assessment, by=by)


def decide_measures_of(assessment: ThreatAssessment, by: User) -> ThreatDecision:
    with acting_as(by):
        decision = ThreatDecision(
            case=assessment.case,
            assessment=assessment,
            measures="inga",
            police_contact="Kommissarie Exempel",
            police_consulted_on=today(),
        )
        return decide_measures(decision=decision, by=by)


def weigh_criteria(case: Case, by: User, **changes: Any) -> Criteria:
    with acting_as(by):
        criteria = Criteria(
            case=case,
            **{
                "at_risk": True,
                "motivated": True,
                "needs_support": True,
                "takes_part": True,
                "resources": "Mamma, en tränare, skolan.",
                "debut_age": 13,
                "crime_told": "Snatteri, två rån, senast i våras.",
                "crime_established": "En dom för rån, enligt polisen.",
                "youth_factors": "Äldre bror i nätverket, stöd hemma.",
            }
            | changes,
        )
        return save_criteria(criteria=criteria, by=by)


def consent_to_insats(case: Case, by: User) -> InsatsConsent:
    with acting_as(by):
        consent = InsatsConsent(
            case=case, given_on=today(), way="written", guardian="Mamma och pappa"
        )
        return save_insats_consent(consent=consent, by=by)


def draft_decision(case: Case, by: User) -> Decision:
    with acting_as(by):
        decision = Decision(
            case=case,
            reasons="Behöver stöd för att bryta med nätverket.",
            legal_ground="11 kap. 1 § socialtjänstlagen (2025:400)",
            period_from=today(),
            period_to=today() + timedelta(days=180),
        )
        return save_draft(decision=decision, by=by)


def investigated_case(cast: Cast, *, programme: str = "unga", years: int = 16) -> Case:
    """A case in step 2 with everything that the decision rests on, by the people who do it."""
    case = on_the_case(open_case_for(cast.lotta, cast.hv, programme=programme, years=years), cast)
    step(case, "borja-utreda", cast.lotta)
    informed(case, cast.lotta)
    sign_needs(case, cast.lotta)
    police = agency_in(cast.hv, cast.lotta)
    givers = FAMILY[:1] if years >= 18 else FAMILY
    consented(case, cast.lotta, a_row(police, OWN_KINDS), givers=givers)
    police_said(case, cast.lotta, police)
    decide_measures_of(sign_threat_of(case, cast.ulla), cast.carin)
    weigh_criteria(case, cast.ulla)
    consent_to_insats(case, cast.ulla)
    draft_decision(case, cast.ulla)
    with acting_as(cast.lotta):
        return Case.objects.select_related("person", "programme", "district").get(pk=case.pk)


def submitted_case(cast: Cast, **changes: Any) -> Case:
    """A case in step 3, handed over by Ulla."""
    return step(investigated_case(cast, **changes), "lamna-for-beslut", cast.ulla)


def enrolled_case(cast: Cast, **changes: Any) -> Case:
    """A case in step 4, approved by Carin today."""
    case = submitted_case(cast, **changes)
    return step(case, "bevilja", cast.carin, delegation="3.1", reason="")


def running_case(cast: Cast, **changes: Any) -> Case:
    """A case in step 5, with a plan in force that the police has got."""
    case = enrolled_case(cast, **changes)
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        police = Agency.objects.get(kind="police")
        share_plan(plan=plan, agencies=[police], draw=drawn, by=cast.lotta)
    return step(case, "borja-genomfora", cast.lotta)
