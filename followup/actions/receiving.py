"""The stadsdel that is asked: it accepts or declines, opens a case of its own, confirms the consent.

These act on the transfer alone: the case behind it belongs to the other board, and isn't seen here.
"""

from uuid import UUID

from django.utils import timezone
from django.utils.timezone import localdate

from audit.log import audited
from cases.actions.opening import log_case
from cases.models import Case, Protection, ReferralKind, Route
from followup.access import Received
from followup.models import Transfer, TransferStatus
from followup.models.transfers import IDENTITY
from followup.rules import consented_anew
from organisation.access import may
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


def _refuse(sentence: str, rule: str = "R56") -> Refused:
    return Refused(Blocker(sentence, rule))


def _locked(transfer: Transfer) -> Transfer:
    """The transfer, fresh and locked to the end of the transaction: the second of two waits here.

    Raises ``Refused`` when it is withdrawn: the database then hides it.
    """
    found = (
        Transfer.objects.select_for_update(of=("self",))
        .select_related("district", "receiver")
        .exclude(status=TransferStatus.WITHDRAWN)
        .filter(pk=transfer.pk)
        .first()
    )
    if found is None:
        raise _refuse(f"{transfer.district} har tagit tillbaka överlämnandet.")
    return found


def _require_asked(transfer: Transfer) -> None:
    if transfer.status != TransferStatus.ASKED:
        raise _refuse("Någon hann före: överlämnandet är redan besvarat.")


def _answer(transfer: Transfer, status: TransferStatus, by: User, **fields: object) -> Received:
    transfer.status = status
    transfer.answered_by = by
    transfer.answered_at = timezone.now()
    return _write(transfer, "status", "answered_by", "answered_at", **fields)


def _write(transfer: Transfer, *changed: str, **fields: object) -> Received:
    """Save these columns, the only ones that the receiver has a right to."""
    for name, value in fields.items():
        setattr(transfer, name, value)
    transfer.save_answer(*changed, *fields)
    return Received(transfer)


@audited("transfer.accepted")
def accept_transfer(*, transfer: Transfer, assignee: User, by: User) -> Received:
    """Take the case on, and name who opens it. The manager isn't put on the case (R1, R2).

    Raises ``Refused`` when it is answered or withdrawn, when ``by`` asked for it, when the stadsdel
    has ended, or when the assignee doesn't work with cases there or is the manager in person.
    """
    transfer = _locked(transfer)
    if _is_again(transfer, TransferStatus.ACCEPTED, by) and transfer.assignee_id == assignee.pk:
        return Received(transfer)
    _require_asked(transfer)
    if transfer.receiver.valid_to and transfer.receiver.valid_to <= today():
        raise _refuse(f"{transfer.receiver} har upphört. Avböj, och be om en ny fråga.")
    if transfer.asked_by_id == by.pk:
        raise _refuse("Du har själv bett om överlämnandet och kan inte ta emot det.", "R2")
    _require_assignee(transfer, assignee, by)
    return _answer(transfer, TransferStatus.ACCEPTED, by, assignee=assignee)


def _is_again(transfer: Transfer, status: TransferStatus, by: User) -> bool:
    """Whether this is the second press of the same button."""
    return transfer.status == status and transfer.answered_by_id == by.pk


def _require_assignee(transfer: Transfer, assignee: User, by: User) -> None:
    if assignee.pk == by.pk:
        raise _refuse("Du beslutar i ärendet och kan inte själv öppna det. Välj någon annan.", "R1")
    if not may(assignee, Permission.WORK_CASE, transfer.receiver_id):
        raise _refuse(f"{assignee} arbetar inte med ärenden i {transfer.receiver}.", "R7")


@audited("transfer.reassigned")
def reassign(*, transfer: Transfer, assignee: User, by: User) -> Received:
    """Let somebody else open the case. Raises ``Refused`` when it is opened, or isn't received."""
    transfer = _locked(transfer)
    if transfer.status != TransferStatus.ACCEPTED or transfer.new_case_id:
        raise _refuse("Ärendet är redan öppnat, eller inte mottaget.")
    _require_assignee(transfer, assignee, by)
    return _write(transfer, assignee=assignee)


@audited("transfer.declined")
def decline_transfer(*, transfer: Transfer, reason: str, by: User) -> Received:
    """Say no, with the reason. Raises ``Refused`` without one, or when it is answered already."""
    transfer = _locked(transfer)
    if _is_again(transfer, TransferStatus.DECLINED, by):
        return Received(transfer)
    _require_asked(transfer)
    if not reason.strip():
        raise _refuse("Skriv skälet till att ni avböjer.")
    return _answer(transfer, TransferStatus.DECLINED, by, answer=reason)


@audited("transfer.opened")
def open_received(*, transfer: Transfer, case_id: UUID, by: User) -> Received:
    """Open the receiver's own case, with a referral made from the hand-over note.

    Pressed twice it opens one. Raises ``Refused`` for everybody but the assignee, and as
    ``log_case`` does, such as when the person has an open case in the programme.
    """
    transfer = _locked(transfer)
    if transfer.new_case_id:
        return Received(transfer)
    if transfer.assignee_id != by.pk:
        raise _refuse("Ärendet öppnas av den som enhetschefen har utsett.", "R1")
    case = log_case(
        case_id=case_id,
        district=transfer.receiver,
        programme=transfer.programme,
        person=_person(transfer),
        referral=_referral(transfer),
        promised=True,
        by=by,
    )
    _protect(case, transfer)
    return _write(transfer, new_case=case)


def _person(transfer: Transfer) -> dict[str, object]:
    fields = {name: getattr(transfer, name) for name in IDENTITY if name != "number_kind"}
    return fields | {"number": transfer.personal_number}


def _referral(transfer: Transfer) -> dict[str, object]:
    return {
        "received_on": localdate(transfer.asked_at),
        "kind": ReferralKind.RECOMMENDATION,
        "route": Route.SOCIAL,
        "source": f"{transfer.district}, {transfer.asked_by}",
        "wishes": transfer.note,
    }


def _protect(case: Case, transfer: Transfer) -> None:
    """A protected identity stays protected; what the stadsdel knows already isn't weakened."""
    strengths = list(Protection.values)
    if strengths.index(transfer.protection) > strengths.index(case.person.protection):
        case.person.protection = transfer.protection
        case.person.save(update_fields=["protection"])


@audited("transfer.confirmed")
def confirm_consent(*, transfer: Transfer, by: User) -> Received:
    """Note that the person has consented anew; the documents open (R56).

    Raises ``Refused`` when no consent in the new case, registered since the hand-over was received,
    names the stadsdel that handed over.
    """
    transfer = _locked(transfer)
    if transfer.confirmed_at is None:
        require(transfer, by, consented_anew)
        _write(transfer, confirmed_at=timezone.now())
    return Received(transfer)
