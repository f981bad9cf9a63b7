"""Upphandling (bilaga 2.4): written, proposed, decided by the manager, and followed up."""

from django.utils import timezone

from audit.log import audited
from cases.models import Case
from cases.rules import decider_is_impartial
from organisation.access import deputyship
from organisation.models import User
from plans.actions.writing import lock_open
from plans.models import Procurement, ProcurementFollowUp, ProcurementStatus
from plans.rules import buyer_stands_free, procurement_gaps, wrong_days
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


PAGE = "plans:procurements"
ANSWERS = (
    ProcurementStatus.APPROVED,
    ProcurementStatus.DECLINED,
    ProcurementStatus.RETURNED,
)


def _refuse(sentence: str, number: str) -> None:
    raise Refused(Blocker(sentence, number, PAGE))


def _lock(procurement: Procurement, *statuses: ProcurementStatus, sentence: str) -> Case:
    """The case, locked: someone else may have moved the purchase on meanwhile."""
    case = lock_open(procurement.case)
    at_hand = Procurement.objects.of(case).filter(pk=procurement.pk, status__in=statuses)
    if not at_hand.exists():
        _refuse(sentence, "R51")
    return case


@audited("procurement.started")
def start_procurement(*, procurement: Procurement, by: User) -> Procurement:
    """A draft with nothing in it. The same button pressed twice makes one."""
    lock_open(procurement.case)
    if again := procurement.already():
        return again
    procurement.save_version(by=by)
    return procurement


@audited("procurement.saved")
def save_procurement(*, procurement: Procurement, by: User) -> Procurement:
    """Save the draft, whatever is missing.

    Raises ``Refused`` when it has been handed over and for days that can't be right, ``Stale``
    when a colleague has saved it meanwhile.
    """
    writable = ProcurementStatus.writable()
    _lock(
        procurement, *writable, sentence="Upphandlingen är lämnad för beslut och kan inte ändras."
    )
    if wrong := wrong_days(procurement):
        raise Refused(*(Blocker(sentence, "S20-2.4", PAGE) for sentence in wrong.values()))
    procurement.writers = sorted({*procurement.writers, by.pk})
    procurement.save_version(by=by)
    return procurement


@audited("procurement.proposed")
def propose(*, procurement: Procurement, by: User) -> Procurement:
    """Hand it over for decision. Raises ``Refused`` with everything that is left to fill in."""
    _lock(
        procurement,
        *ProcurementStatus.writable(),
        sentence="Upphandlingen är redan lämnad för beslut.",
    )
    if gaps := procurement_gaps(procurement):
        raise Refused(*(Blocker(gap, "S20-2.4", PAGE) for gap in gaps))
    procurement.status = ProcurementStatus.SUBMITTED
    procurement.proposed_by, procurement.proposed_at = by, timezone.now()
    procurement.answer = ""
    procurement.save_version(by=by)
    return procurement


@audited("procurement.decided")
def decide_procurement(
    *, procurement: Procurement, status: ProcurementStatus, delegation: str, answer: str, by: User
) -> Procurement:
    """The manager approves, declines or returns what was proposed (R2, R5, R6).

    Raises ``Refused`` for whoever works in the case, wrote or proposed it, for a decision without its
    delegation, and for a no or a return without its reason.
    """
    case = _lock(
        procurement, ProcurementStatus.SUBMITTED, sentence="Upphandlingen väntar inte på beslut."
    )
    require(case, by, decider_is_impartial)
    require(procurement, by, buyer_stands_free)
    if status not in ANSWERS:
        _refuse("Välj ett beslut.", "R6")
    if status != ProcurementStatus.RETURNED and not delegation.strip():
        _refuse("Skriv den delegationspunkt som du beslutar enligt.", "R6")
    if status != ProcurementStatus.APPROVED and not answer.strip():
        _refuse("Skriv skälet.", "R6")
    procurement.status, procurement.answer = status, answer
    if status != ProcurementStatus.RETURNED:
        _sign(procurement, delegation, by)
    procurement.save_version(by=by)
    return procurement


def _sign(procurement: Procurement, delegation: str, by: User) -> None:
    procurement.delegation = delegation
    procurement.decided_by, procurement.decided_at = by, timezone.now()
    procurement.deputy = deputyship(by, procurement.case.district_id)
    procurement.decided_title = procurement.deputy.title if procurement.deputy else by.title


@audited("procurement.followed_up")
def follow_up_procurement(*, follow_up: ProcurementFollowUp, by: User) -> ProcurementFollowUp:
    """Note what a follow-up found, and the day of the next. The same form sent twice notes it once."""
    _lock(
        follow_up.procurement,
        ProcurementStatus.APPROVED,
        sentence="Bara en godkänd upphandling följs upp.",
    )
    if again := follow_up.already():
        return again
    if follow_up.done_on > today():
        _refuse("Dagen har inte varit än.", "S20-2.4")
    if follow_up.next_on and follow_up.next_on <= follow_up.done_on:
        _refuse("Nästa uppföljning kommer efter den här. Ange en senare dag.", "S20-2.4")
    follow_up.noted_by = by
    follow_up.insert()
    return follow_up
