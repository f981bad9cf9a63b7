"""What must be true of a case's own records. Pure questions: a sentence, or nothing."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cases.access import is_disqualified, is_on
from cases.deciding import has_decided
from cases.models import (
    ADULT,
    Case,
    CaseRole,
    Criteria,
    Decision,
    DecisionStatus,
    InsatsConsent,
    NeedsInventory,
    NeedsTalk,
    PreliminaryAssessment,
    ProtectionAssessment,
    Referral,
    ThreatAssessment,
    ThreatDecision,
    ThreatLevel,
    ThreatMeasure,
    ThreatSource,
)
from organisation.access import may
from organisation.models import LegalReference, ProgrammeSetting, User
from organisation.roles import Permission
from sig.lib.dates import age_on, today
from sig.lib.rules import NOT_ASKED, Blocker, rule


# R1: nobody holds all of these in one case.
KEPT_APART = {CaseRole.Kind.RECEIVER, CaseRole.Kind.INVESTIGATOR, CaseRole.Kind.LOTS}
# R2: whoever is one of these doesn't decide, and whoever has decided becomes none of them.
WORKING = [*KEPT_APART, CaseRole.Kind.COORDINATOR]
# R3: one person may be both, with a reason.
BOTH = {CaseRole.Kind.INVESTIGATOR, CaseRole.Kind.LOTS}


def age(case: Case, day: date | None = None) -> int:
    """The person's age in whole years on ``day`` (today)."""
    return age_on(case.person.birth_date, day or today())


def setting(case: Case, day: date | None = None) -> ProgrammeSetting:
    """What the programme asks of this case on ``day`` (today)."""
    return ProgrammeSetting.objects.in_force(
        programme=case.programme, district=case.district, day=day or today()
    )


@rule("R51", met="Ärendet pågår")
def case_is_open(case: Case, by: User) -> str | None:
    if case.closed_at:
        return "Ärendet är avslutat. Det kan läsas men inte ändras."
    return None


@rule("S20-1", met="Aktualiseringen är registrerad", route="cases:referral")
def referral_recorded(case: Case, by: User) -> str | None:
    if not Referral.objects.of(case).exists():
        return "Aktualiseringen saknas: när ärendet kom in och hur."
    return None


def came_as_child(case: Case) -> bool:
    """Whether the person was under 18 on the day that the case came in: R29 asks nothing else."""
    referral = Referral.objects.of(case).first()
    return referral is not None and age(case, referral.received_on) < ADULT


@rule("R29", met="Skyddsbedömningen är gjord", route="cases:referral")
def protection_assessed(case: Case, by: User) -> str | None:
    if not came_as_child(case):
        return NOT_ASKED
    if not ProtectionAssessment.objects.of(case).exists():
        return "Skyddsbedömningen saknas. Den ska göras samma dag som ärendet kommer in."
    return None


@rule("R29", met="Beslut att inleda utredning är fattat", route="cases:referral")
def inquiry_opened(case: Case, by: User) -> str | None:
    """A child's inquiry begins with a decision to open it (SoL 20:2)."""
    if not came_as_child(case):
        return NOT_ASKED
    decided = PreliminaryAssessment.objects.of(case).latest_first().first()
    if decided is None:
        return "Förhandsbedömningen saknas: om utredning ska inledas."
    if not decided.opens_inquiry:
        return "Utredning inleds inte enligt förhandsbedömningen. Chefen avslutar ärendet."
    return None


@rule("R20", met="Behovs- och resursinventeringen är påskriven", route="cases:needs")
def needs_inventory_signed(case: Case, by: User) -> str | None:
    if not NeedsInventory.objects.of(case).filter(signed_at__isnull=False).exists():
        return "Behovs- och resursinventeringen (3.1) är inte påskriven."
    return None


@rule("R21", met="Hotbildsbedömningen är påskriven", route="cases:threat")
def threat_assessed(case: Case, by: User) -> str | None:
    if not ThreatAssessment.objects.of(case).filter(signed_at__isnull=False).exists():
        return "Hotbildsbedömningen (3.3) är inte påskriven."
    return None


@rule(
    "R37",
    met="Chefen har beslutat om åtgärder efter samråd med polisen",
    route="cases:threat",
)
def measures_decided(case: Case, by: User) -> str | None:
    signed = ThreatAssessment.objects.of(case).filter(signed_at__isnull=False)
    latest = signed.order_by("-signed_at").first()
    if latest is None:
        return NOT_ASKED
    if not ThreatDecision.objects.of(case).filter(assessment=latest).exists():
        return "Chefen har inte beslutat om åtgärder efter hotbildsbedömningen."
    return None


@rule("R41", met="En chef som beslutar är utsedd i ärendet", route="cases:staff")
def decider_is_named(case: Case, by: User) -> str | None:
    """Nobody else's reach goes past protected identity: an unnamed manager sees nothing to decide."""
    if not case.person.is_protected:
        return NOT_ASKED
    named = CaseRole.objects.of(case).active().select_related("user")
    if not any(may(role.user, Permission.DECIDE, case.district_id) for role in named):
        return "Ingen enhetschef är utsedd i ärendet, och bara utsedda ser en skyddad person."
    return None


@rule("R21", met="Kriterierna är prövade", route="cases:criteria")
def criteria_met(case: Case, by: User) -> str | None:
    criteria = Criteria.objects.of(case).first()
    if criteria is None:
        return "Kriterierna är inte prövade."
    if not criteria.all_met:
        return "Alla fyra kriterier är inte uppfyllda."
    if not criteria.resources:
        return "Resurserna är inte kartlagda."
    return None


@rule("R21", met="Brottsbilden är beskriven", route="cases:criteria")
def crime_picture_told(case: Case, by: User) -> str | None:
    criteria = Criteria.objects.of(case).first()
    if criteria is None:
        return NOT_ASKED
    told = criteria.debut_age is not None and criteria.crime_told and criteria.crime_established
    if not told and not criteria.crime_missing:
        return "Brottsbilden har luckor, och skälet är inte angivet."
    return None


@rule("R22", met="Åldern stämmer med programmet", route="cases:criteria")
def age_in_programme(case: Case, by: User) -> str | None:
    rules = setting(case)
    years = age(case)
    if rules.min_age <= years <= rules.max_age:
        return None
    criteria = Criteria.objects.of(case).first()
    if criteria and criteria.age_exception:
        return None
    return (
        f"Åldern är {years} år. {case.programme} är för {rules.min_age}–{rules.max_age} år. "
        "Ett undantag behöver ett skäl."
    )


@rule("R18", met="Samtycke till insatsen är lämnat", route="cases:decision")
def insats_consented(case: Case, by: User) -> str | None:
    consent = InsatsConsent.objects.of(case).first()
    if consent is None:
        return "Samtycke till insatsen saknas. Medgivandet att dela uppgifter räcker inte."
    if age(case) < ADULT and not consent.guardian:
        return "Vårdnadshavarens samtycke till insatsen saknas."
    return None


OPEN = [DecisionStatus.DRAFT, DecisionStatus.RETURNED, DecisionStatus.SUBMITTED]


@rule("S20-3a", met="Förslaget till beslut är skrivet", route="cases:decision")
def decision_drafted(case: Case, by: User) -> str | None:
    if not Decision.objects.of(case).filter(status__in=OPEN).exists():
        return "Förslaget till beslut är inte skrivet."
    return None


@rule("R58", met="Lagrummet gäller i dag", route="cases:decision")
def legal_ground_in_force(case: Case, by: User) -> str | None:
    """The paragraph was chosen when the draft was written; the law may have changed since."""
    draft = Decision.objects.of(case).filter(status__in=OPEN).first()
    if draft is None:
        return NOT_ASKED
    grounds = LegalReference.objects.in_force(today()).filter(use=LegalReference.Use.ENROLMENT)
    if not grounds.filter(text=draft.legal_ground).exists():
        return "Lagrummet i förslaget gäller inte i dag. Utredaren väljer det som gäller."
    return None


def staff_count(case: Case) -> int:
    """How many different people are on the case now."""
    return CaseRole.objects.of(case).active().values("user").distinct().count()


@rule("R4", met="Ärendet har minst två handläggare", route="cases:staff")
def two_staff(case: Case, by: User) -> str | None:
    if staff_count(case) >= 2:
        return None
    return "Ärendet har bara en handläggare."


@rule("R2", met="Den som beslutar har inte arbetat i ärendet")
def decider_stands_free(case: Case, by: User) -> str | None:
    """The one who decides is not lots, coordinator or investigator, and did not ask for the decision."""
    if is_on(case, by, *WORKING):
        return "Du är själv handläggare i ärendet och kan inte besluta om inskrivning."
    asked = Decision.objects.of(case).filter(status=DecisionStatus.SUBMITTED)
    if asked.filter(drafted_by=by).exists() or asked.filter(submitted_by=by).exists():
        return "Du har själv lämnat förslaget till beslut och kan inte godkänna det."
    return None


@rule("R2", met="Den som beslutar har inte arbetat i ärendet")
def reconciler_stands_free(case: Case, by: User) -> str | None:
    """What a manager, or the manager's deputy, decides when the case is gone through is a decision too."""
    if is_on(case, by, *WORKING):
        return (
            "Du är själv handläggare i ärendet och kan inte besluta i det. En annan chef gör det."
        )
    return None


@dataclass(frozen=True)
class Gap:
    """What is left before a form can be signed, and the part of the form where it is mended."""

    part: str
    sentence: str


@rule("R5", met="Den som beslutar har inte anmält jäv")
def decider_is_impartial(case: Case, by: User) -> str | None:
    if is_disqualified(case, by):
        return "Du har anmält jäv i ärendet och kan inte besluta i det."
    return None


@rule("R3", met="Ingen är både utredare och lots", route="cases:staff")
def investigator_is_not_lots(case: Case, by: User) -> str | None:
    """Allowed with a reason, since lots takes part in the investigation; said to the one who decides."""
    roles = CaseRole.objects.of(case).active().select_related("user")
    lots = {role.user for role in roles if role.kind == CaseRole.Kind.LOTS}
    both = [role.user for role in roles if role.kind == CaseRole.Kind.INVESTIGATOR]
    named = sorted(str(user) for user in both if user in lots)
    if not named:
        return None
    return f"{', '.join(named)} är både utredare och lots. Skälet står bland handläggarna."


def kinds_held(case: Case, user: User) -> set[str]:
    """What ``user`` is on the case as, now."""
    return set(CaseRole.objects.of(case).active().filter(user=user).values_list("kind", flat=True))


def staffing_blocker(case: Case, user: User, kind: CaseRole.Kind) -> Blocker | None:
    """Why ``user`` can't be put on the case as ``kind``; None when they can (R1, R2, R5).

    The reason of one who is disqualified is the manager's to know, so it isn't told here.
    """
    if is_disqualified(case, user):
        sentence = f"{user} kan inte vara med i ärendet. Enhetschefen vet varför."
        return Blocker(sentence, "R5", "cases:staff")
    if kind in WORKING and has_decided(case, user):
        sentence = f"{user} har beslutat i ärendet och kan inte arbeta i det."
        return Blocker(sentence, "R2", "cases:staff")
    if kinds_held(case, user) | {kind} >= KEPT_APART:
        sentence = f"{user} kan inte vara både mottagare, utredare och lots i samma ärende."
        return Blocker(sentence, "R1", "cases:staff")
    return None


def names_better_left_out(case: Case) -> bool:
    """R23: whether threats can be feared, so that the officials' names are proposed to be left out."""
    signed = ThreatAssessment.objects.of(case).filter(signed_at__isnull=False)
    latest = signed.order_by("-signed_at").first()
    return latest is not None and (latest.level or 0) >= ThreatLevel.RAISED


def inventory_gaps(inventory: NeedsInventory) -> list[Gap]:
    """What is left before form 3.1 can be signed."""
    areas = list(inventory.areas.all())
    gaps = [
        Gap(area_part(area.area), f"{area.label} är inte ifyllt.")
        for area in areas
        if not area.is_answered
    ]
    if areas and not any(area.priority for area in areas):
        gaps.append(Gap(area_part(areas[0].area), "Inget område är prioriterat."))
    if inventory.motivation is None:
        gaps.append(Gap("vilja", "Viljan till förändring är inte ifylld."))
    return [*_talk_gaps(inventory), *gaps, *_children_gaps(inventory)]


def area_part(area: str) -> str:
    """The part of form 3.1 that an area is."""
    return f"omrade-{area}"


def _talk_gaps(inventory: NeedsInventory) -> list[Gap]:
    talks = NeedsTalk.objects.of(inventory.case).kept().filter(inventory=inventory)
    return [] if talks.exists() else [Gap("samtal", "Inget samtal är antecknat.")]


def _children_gaps(inventory: NeedsInventory) -> list[Gap]:
    """Every child around the person is asked about (SoL 19 kap. 1 §)."""
    if inventory.children is None:
        return [Gap("barn", "Frågan om barn är inte besvarad.")]
    if inventory.children and inventory.worry is None:
        return [Gap("barn", "Det finns barn. Frågan om oro är inte besvarad.")]
    if inventory.worry and not inventory.worry_words:
        return [Gap("barn", "Det finns oro för ett barn. Skriv vad som är gjort.")]
    return []


def threat_gaps(assessment: ThreatAssessment) -> dict[str, str]:
    """What is left before form 3.3 can be signed: a sentence for each field, or part of the form."""
    gaps = {
        "description": "Skriv vem eller vilken miljö hotet kommer från, och varför.",
        "level": "Hotnivån är inte vald.",
        "police_view": "Polisens bedömning, kontakt och datum är inte angivna.",
        "identity_protection": "Frågan om skyddade personuppgifter är inte besvarad.",
        "reassess_on": "Dagen för ny bedömning är inte angiven.",
    }
    missing = {field: gap for field, gap in gaps.items() if not getattr(assessment, field)}
    if len(re.split(r"\s*(?:,|;|\n|\boch\b)\s*", assessment.assessors.strip(" ,;\n"))) < 2:
        missing["assessors"] = "Bedömarna ska vara minst två."
    return missing


def threat_row_gaps(assessment: ThreatAssessment) -> list[str]:
    """The same of its rows: what it rests on, and what it proposes from a raised level."""
    gaps = []
    sources = ThreatSource.objects.of(assessment.case).kept().filter(assessment=assessment)
    if not sources.exists():
        gaps.append("Källorna är inte angivna.")
    measures = ThreatMeasure.objects.of(assessment.case).kept().filter(assessment=assessment)
    if (assessment.level or 0) < ThreatLevel.RAISED:
        return gaps
    if not measures.exists():
        gaps.append("Från förhöjd hotnivå behövs föreslagna åtgärder.")
    if measures.filter(Q(responsible="") | Q(due_on__isnull=True)).exists():
        gaps.append("Varje åtgärd ska ha en ansvarig och ett datum.")
    return gaps
