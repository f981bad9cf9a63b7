"""Step 3: the draft decision, handing it over, returning it, approving or declining it.

Handing over, returning, approving and declining are gates: sig.process calls them, nobody else.
"""

from django.utils import timezone

from audit.log import audited
from cases.models import Case, Decision, DecisionStatus, JournalEntry
from cases.rules import setting
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


@audited("decision.drafted")
def save_draft(*, decision: Decision, by: User) -> Decision:
    """Save the draft.

    Raises ``Refused`` when it has been handed over, ``Stale`` when a colleague has saved meanwhile.
    """
    if decision.status not in (DecisionStatus.DRAFT, DecisionStatus.RETURNED):
        raise Refused(Blocker("Förslaget är redan lämnat för beslut.", "S20-3a", "cases:decision"))
    decision.drafted_by = by
    decision.save_version(by=by)
    return decision


def _open_decision(case: Case, *statuses: DecisionStatus) -> Decision:
    decision = Decision.objects.of(case).filter(status__in=statuses).first()
    if decision is None:
        raise Refused(Blocker("Det finns inget förslag att besluta om.", "S20-3a"))
    return decision


@audited("decision.submitted")
def submit(*, case: Case, by: User) -> Decision:
    decision = _open_decision(case, DecisionStatus.DRAFT, DecisionStatus.RETURNED)
    decision.status = DecisionStatus.SUBMITTED
    decision.submitted_by = by
    decision.submitted_at = timezone.now()
    decision.answer = ""
    decision.save()
    return decision


@audited("decision.returned")
def send_back(*, case: Case, reason: str, by: User) -> Decision:
    decision = _open_decision(case, DecisionStatus.SUBMITTED)
    decision.status = DecisionStatus.RETURNED
    decision.answer = reason
    decision.save()
    return decision


@audited("decision.approved")
def approve(
    *, case: Case, delegation: str, reason: str, exceptions: list[str], by: User
) -> Decision:
    """Approve the enrolment: the interval runs from today (R6, R30)."""
    decision = _decide(case, DecisionStatus.APPROVED, delegation, reason, exceptions, by)
    case.enrolled_on = case.interval_from = today()
    case.interval_weeks = setting(case).interval_weeks
    case.save(update_fields=["enrolled_on", "interval_from", "interval_weeks"])
    return decision


@audited("decision.declined")
def decline(*, case: Case, delegation: str, reason: str, by: User) -> Decision:
    return _decide(case, DecisionStatus.DECLINED, delegation, reason, [], by)


@audited("case.discontinued")
def discontinue(*, case: Case, reason: str, by: User) -> JournalEntry:
    """End an investigation without a decision on the insats. The reason stands in the journal."""
    return JournalEntry.objects.create(
        case=case,
        happened_on=today(),
        text=f"Utredningen avslutas utan insats. {reason}",
        written_by=by,
        written_title=by.title,
    )


def _decide(
    case: Case,
    status: DecisionStatus,
    delegation: str,
    reason: str,
    exceptions: list[str],
    by: User,
) -> Decision:
    decision = _open_decision(case, DecisionStatus.SUBMITTED)
    decision.status = status
    decision.decided_by = by
    decision.decided_title = by.title
    decision.decided_at = timezone.now()
    decision.delegation = delegation
    decision.answer = reason
    decision.exceptions = exceptions
    decision.save()
    return decision
