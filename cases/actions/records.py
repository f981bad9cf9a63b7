"""Writing the case's own records: referral, inventory, threat, criteria."""

from typing import Any

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.models import (
    Area,
    Case,
    Criteria,
    InsatsConsent,
    NeedsArea,
    NeedsInventory,
    Referral,
    ThreatAssessment,
    ThreatDecision,
)
from cases.rules import case_is_open, inventory_gaps, threat_gaps
from organisation.models import User
from sig.lib.rules import Blocker, Refused, require


@audited("referral.saved")
def save_referral(*, referral: Referral, by: User) -> Referral:
    require(referral.case, by, case_is_open)
    referral.save()
    return referral


@audited("needs.started")
def start_inventory(*, case: Case, by: User, **fields: Any) -> NeedsInventory:
    """A new draft of form 3.1 with its nine areas, or the draft that is already open."""
    require(case, by, case_is_open)
    lock_case(case)
    draft = NeedsInventory.objects.of(case).filter(signed_at__isnull=True).first()
    if draft:
        return draft
    inventory = NeedsInventory(case=case, **fields)
    inventory.insert()
    for area in Area:
        NeedsArea.objects.create(case=case, inventory=inventory, area=area)
    return inventory


@audited("needs.saved")
def save_inventory(
    *, inventory: NeedsInventory, areas: list[NeedsArea], by: User
) -> NeedsInventory:
    require(inventory.case, by, case_is_open)
    _refuse_when_signed(inventory, "Behovs- och resursinventeringen", "cases:needs")
    inventory.save()
    for area in areas:
        area.save()
    return inventory


@audited("needs.signed")
def sign_inventory(*, inventory: NeedsInventory, by: User) -> NeedsInventory:
    """Sign form 3.1. Raises ``Refused`` with everything that is left."""
    require(inventory.case, by, case_is_open)
    _refuse_when_signed(inventory, "Behovs- och resursinventeringen", "cases:needs")
    if gaps := inventory_gaps(inventory):
        raise Refused(*(Blocker(gap, "R20", "cases:needs") for gap in gaps))
    return _sign(inventory, by)


@audited("threat.saved")
def save_threat(*, assessment: ThreatAssessment, by: User) -> ThreatAssessment:
    """Save form 3.3 as a draft, whatever is missing. The same form sent twice makes one."""
    require(assessment.case, by, case_is_open)
    _refuse_when_signed(assessment, "Hotbildsbedömningen", "cases:threat")
    if assessment._state.adding:
        assessment.insert()
    else:
        assessment.save()
    return assessment


@audited("threat.signed")
def sign_threat(*, assessment: ThreatAssessment, by: User) -> ThreatAssessment:
    """Sign form 3.3. From now on it waits on the manager's Min dag (R37)."""
    require(assessment.case, by, case_is_open)
    _refuse_when_signed(assessment, "Hotbildsbedömningen", "cases:threat")
    if gaps := threat_gaps(assessment):
        raise Refused(*(Blocker(gap, "R21", "cases:threat") for gap in gaps.values()))
    return _sign(assessment, by)


def _refuse_when_signed(record: NeedsInventory | ThreatAssessment, name: str, route: str) -> None:
    """Signed is locked, whichever copy of the row one holds (R51)."""
    stored = type(record)._default_manager.filter(pk=record.pk, signed_at__isnull=False)
    if stored.exists():
        raise Refused(Blocker(f"{name} är påskriven och kan inte ändras.", "R51", route))


def _sign(record: Any, by: User) -> Any:
    record.signed_at = timezone.now()
    record.signed_by = by
    record.signed_title = by.title
    record.save()
    return record


@audited("threat.decided")
def decide_measures(*, decision: ThreatDecision, by: User) -> ThreatDecision:
    """The manager's decision on measures. Raises ``Refused`` when one is already taken."""
    require(decision.case, by, case_is_open)
    lock_case(decision.case)
    if ThreatDecision.objects.filter(assessment=decision.assessment).exists():
        raise Refused(Blocker("Åtgärderna är redan beslutade.", "R37", "cases:threat"))
    decision.decided_by = by
    decision.save()
    return decision


@audited("criteria.saved")
def save_criteria(*, criteria: Criteria, by: User) -> Criteria:
    require(criteria.case, by, case_is_open)
    criteria.save()
    return criteria


@audited("insats_consent.saved")
def save_insats_consent(*, consent: InsatsConsent, by: User) -> InsatsConsent:
    require(consent.case, by, case_is_open)
    consent.save()
    return consent
