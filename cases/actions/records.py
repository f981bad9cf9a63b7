"""Writing the case's own records: referral, criteria, journal."""

from uuid import UUID

from audit.log import audited
from cases.models import Case, Criteria, InsatsConsent, JournalEntry, Referral
from cases.rules import case_is_open
from organisation.models import User
from sig.lib.rules import require


@audited("referral.saved")
def save_referral(*, referral: Referral, by: User) -> Referral:
    require(referral.case, by, case_is_open)
    referral.save()
    return referral


@audited("criteria.saved")
def save_criteria(*, criteria: Criteria, by: User) -> Criteria:
    """Save the criteria. Raises ``Stale`` when a colleague has saved them meanwhile."""
    require(criteria.case, by, case_is_open)
    criteria.save_version(by=by)
    return criteria


@audited("insats_consent.saved")
def save_insats_consent(*, consent: InsatsConsent, by: User) -> InsatsConsent:
    require(consent.case, by, case_is_open)
    consent.save()
    return consent


@audited("journal.written")
def write_note(*, note: JournalEntry, by: User) -> JournalEntry:
    """Write in the journal. The same form sent twice writes once."""
    require(note.case, by, case_is_open)
    if again := _written(note.case, note.pk):
        return again
    note.written_by = by
    note.written_title = by.title
    note.insert()
    return note


def _written(case: Case, pk: UUID) -> JournalEntry | None:
    return JournalEntry.objects.of(case).filter(pk=pk).first()
