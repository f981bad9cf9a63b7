"""Step 3: the draft decision, handing it over, returning it, approving or declining it.

Handing over, returning, approving and declining are gates: sig.process calls them, nobody else.
"""

from datetime import timedelta

from django.utils import timezone

from audit.log import audited
from cases.actions.todos import add_todo
from cases.models import Case, Decision, DecisionStatus, JournalEntry, Todo
from cases.rules import setting
from organisation.access import deputyship
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


# What comes first once somebody is enrolled, each with the days that it may take (R27, S20 4a–4b).
FIRST_DUTIES = (
    (Todo.Kind.FAMILY, "Ta kontakt med familjen och det egna nätverket.", timedelta(days=7)),
    (Todo.Kind.IDENTITY, "Se till att det finns en giltig id-handling.", timedelta(days=14)),
    (Todo.Kind.BANK, "Se till att det finns ett bankkonto.", timedelta(days=14)),
    (
        Todo.Kind.PRACTICAL,
        "Gå igenom annat praktiskt: bostad, skulder, myndigheter.",
        timedelta(days=14),
    ),
)


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
    decision.submitted_title = by.title
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
    *,
    case: Case,
    delegation: str,
    reason: str,
    exceptions: list[str],
    unnamed: bool = False,
    by: User,
) -> Decision:
    """Approve the enrolment and the insats: the interval runs from today (R6, R30).

    What comes first is put on the list of those who are on the case (R27). ``unnamed`` leaves the
    officials' names out of the decision document (R23).
    """
    decision = _decided(case, DecisionStatus.APPROVED, by)
    decision.exceptions = exceptions
    _save(decision, delegation, reason, unnamed)
    case.enrolled_on = case.interval_from = today()
    case.interval_weeks = setting(case).interval_weeks
    case.save(update_fields=["enrolled_on", "interval_from", "interval_weeks"])
    for kind, sentence, within in FIRST_DUTIES:
        add_todo(
            case=case,
            kind=kind,
            sentence=sentence,
            due_on=today() + within,
            source=decision.pk,
            by=by,
        )
    return decision


@audited("decision.declined")
def decline(
    *, case: Case, delegation: str, reason: str, unnamed: bool = False, by: User
) -> Decision:
    """Decline the enrolment and the insats. ``unnamed`` as when approving."""
    return _save(_decided(case, DecisionStatus.DECLINED, by), delegation, reason, unnamed)


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


def _decided(case: Case, status: DecisionStatus, by: User) -> Decision:
    """What was handed over, decided by ``by`` now: as the manager, or as the manager's deputy."""
    decision = _open_decision(case, DecisionStatus.SUBMITTED)
    decision.status = status
    decision.decided_by = by
    decision.decided_at = timezone.now()
    decision.deputy = deputyship(by, case.district_id)
    decision.decided_title = decision.deputy.title if decision.deputy else by.title
    return decision


def _save(decision: Decision, delegation: str, answer: str, unnamed: bool) -> Decision:
    decision.delegation = delegation
    decision.answer = answer
    decision.unnamed = unnamed
    decision.save()
    return decision
