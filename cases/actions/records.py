"""Writing the case's own records: referral, inventory, threat, criteria, journal."""

from typing import Any

from django.utils import timezone

from audit.log import audited
from cases.models import (
    Area,
    Case,
    Criteria,
    InsatsConsent,
    JournalEntry,
    NeedsArea,
    NeedsInventory,
    Referral,
    ThreatAssessment,
    ThreatDecision,
)
from organisation.models import User
from sig.lib.rules import Blocker, Refused


@audited("referral.saved")
def save_referral(*, referral: Referral, by: User) -> Referral:
    referral.save()
    return referral


@audited("needs.started")
def start_inventory(*, case: Case, by: User, **fields: Any) -> NeedsInventory:
    """A new draft of form 3.1 with its nine areas, or the draft that is already open."""
    draft = NeedsInventory.objects.of(case).filter(signed_at__isnull=True).first()
    if draft:
        return draft
    inventory = NeedsInventory.objects.create(case=case, **fields)
    for area in Area:
        NeedsArea.objects.create(case=case, inventory=inventory, area=area)
    return inventory


@audited("needs.saved")
def save_inventory(
    *, inventory: NeedsInventory, areas: list[NeedsArea], by: User
) -> NeedsInventory:
    inventory.save()
    for area in areas:
        area.save()
    return inventory


def inventory_gaps(inventory: NeedsInventory) -> list[str]:
    """What is left before form 3.1 can be signed, a sentence each."""
    areas = list(inventory.areas.all())
    gaps = [
        f"{area.get_area_display()} är inte ifyllt." for area in areas if not area.is_answered
    ]
    if not any(area.priority for area in areas):
        gaps.append("Inget område är prioriterat.")
    return gaps


@audited("needs.signed")
def sign_inventory(*, inventory: NeedsInventory, by: User) -> NeedsInventory:
    """Sign form 3.1. Raises ``Refused`` with every area that is left."""
    if gaps := inventory_gaps(inventory):
        raise Refused(*(Blocker(gap, "R20", "cases:needs") for gap in gaps))
    return _sign(inventory, by)


@audited("threat.signed")
def sign_threat(*, assessment: ThreatAssessment, by: User) -> ThreatAssessment:
    """Sign form 3.3. From now on it waits on the manager's Min dag (R37)."""
    return _sign(assessment, by)


def _sign(record: Any, by: User) -> Any:
    record.signed_at = timezone.now()
    record.signed_by = by
    record.signed_title = by.title
    record.save()
    return record


@audited("threat.decided")
def decide_measures(*, decision: ThreatDecision, by: User) -> ThreatDecision:
    """The manager's decision on measures. Raises ``Refused`` when one is already taken."""
    if ThreatDecision.objects.filter(assessment=decision.assessment).exists():
        raise Refused(Blocker("Åtgärderna är redan beslutade.", "R37", "cases:threat"))
    decision.decided_by = by
    decision.save()
    return decision


@audited("criteria.saved")
def save_criteria(*, criteria: Criteria, by: User) -> Criteria:
    criteria.save()
    return criteria


@audited("insats_consent.saved")
def save_insats_consent(*, consent: InsatsConsent, by: User) -> InsatsConsent:
    consent.save()
    return consent


@audited("journal.written")
def write_note(*, note: JournalEntry, by: User) -> JournalEntry:
    """Write in the journal. The same form sent twice writes once."""
    again = JournalEntry.objects.of(note.case).filter(pk=note.pk).first()
    if again:
        return again
    note.written_by = by
    note.written_title = by.title
    note.save(force_insert=True)
    return note
