"""The stadsdel that hands a case over: it asks, withdraws, hands the documents over, and closes."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.models import Case, JournalEntry
from cases.rules import case_is_open
from consent.actions import disclose
from consent.models import DocumentKind
from followup.models import Transfer, TransferDocument, TransferStatus
from followup.models.transfers import TRANSFER_KINDS
from followup.rules import no_transfer_under_way
from meetings.actions import cancel_all
from organisation.access import may
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


PAGE = "followup:transfer"


@dataclass(frozen=True)
class Paper:
    """A document to hand over: what it is, which kinds of information it tells, and its content."""

    kind: TransferDocument.Kind
    tells: Collection[str]
    content: bytes


def _refuse(sentence: str, rule: str = "R56") -> Refused:
    return Refused(Blocker(sentence, rule, PAGE))


@audited("transfer.asked")
def ask_transfer(*, transfer: Transfer, by: User) -> Transfer:
    """Ask another stadsdel to take the case over (R56). The same form sent twice asks once.

    ``transfer`` has case, agency, ground, note and, for a protected person, addressee; the rest is
    copied here. Raises ``Refused`` when the case is closed or already handed over, or when no
    consent lets the other stadsdel know.
    """
    case = transfer.case = lock_case(transfer.case)
    if again := transfer.already():
        return again
    require(case, by, case_is_open, no_transfer_under_way)
    if transfer.agency.stands_for is None:
        raise _refuse("Mottagaren är ingen stadsdel.")
    transfer.receiver = transfer.agency.stands_for
    transfer.programme = case.programme
    transfer.copy_identity(case.person)
    _require_addressee(transfer)
    transfer.disclosure = disclose(
        case=case,
        agency=transfer.agency,
        document=DocumentKind.TRANSFER,
        kinds=TRANSFER_KINDS,
        content=transfer.note.encode(),
        by=by,
    )
    transfer.asked_by = by
    transfer.insert()
    return transfer


def _require_addressee(transfer: Transfer) -> None:
    """A protected person is known to one named manager of the other stadsdel; others to all (R41)."""
    if not transfer.is_protected:
        transfer.addressee = None
        return
    receives = transfer.addressee and may(
        transfer.addressee, Permission.DECIDE, transfer.receiver.pk
    )
    if not receives:
        sentence = f"Personuppgifterna är skyddade. Välj en enhetschef i {transfer.receiver}."
        raise _refuse(sentence, "R41")


@audited("transfer.withdrawn")
def withdraw_transfer(*, transfer: Transfer, by: User) -> Transfer:
    """Take the question back, as long as it isn't answered. The receiver sees it no more."""
    lock_case(transfer.case)
    found = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if found.status == TransferStatus.WITHDRAWN:
        return transfer
    if found.status != TransferStatus.ASKED:
        raise _refuse("Överlämnandet är redan besvarat och kan inte tas tillbaka.")
    transfer.status = TransferStatus.WITHDRAWN
    transfer.answered_by = by
    transfer.answered_at = timezone.now()
    transfer.save_answer("status", "answered_by", "answered_at")
    return transfer


@transaction.atomic
def hand_over_documents(
    *, transfer: Transfer, papers: Collection[Paper], by: User
) -> list[TransferDocument]:
    """Hand over copies to the stadsdel that took the case on, each through the one door out (R8).

    The very same copy is handed over once. Raises ``Refused`` when nobody has received the
    transfer, when there is nothing to hand over, or when the consent doesn't cover all that a
    document tells; then nothing has been handed over.
    """
    lock_case(transfer.case)
    if not Transfer.objects.accepted().filter(pk=transfer.pk).exists():
        raise _refuse("Handlingarna kan lämnas över först när överlämnandet är mottaget.")
    if not papers:
        raise _refuse("Det finns ingen handling att lämna över. Ingen plan gäller.")
    return [hand_over(transfer=transfer, paper=paper, by=by) for paper in papers]


@audited("transfer.handed_over")
def hand_over(*, transfer: Transfer, paper: Paper, by: User) -> TransferDocument:
    """Hand over one copy, or find that it has been. Part of ``hand_over_documents``."""
    digest = hashlib.sha256(paper.content).hexdigest()
    if again := TransferDocument.objects.filter(transfer=transfer, sha256=digest).first():
        again.transfer = transfer
        return again
    told = disclose(
        case=transfer.case,
        agency=transfer.agency,
        document=DocumentKind.TRANSFER,
        kinds=paper.tells,
        content=paper.content,
        by=by,
    )
    return TransferDocument.objects.create(
        transfer=transfer,
        district_id=transfer.district_id,
        disclosure=told,
        kind=paper.kind,
        content=paper.content,
        sha256=digest,
    )


@audited("transfer.closed")
def close_transferred(*, case: Case, by: User) -> JournalEntry:
    """What closing a handed-over case writes: booked meetings cancelled, and where the case went."""
    transfer = Transfer.objects.of(case).accepted().select_related("receiver").get()
    cancel_all(case=case, reason="Ärendet är överlämnat till en annan stadsdel.", by=by)
    return JournalEntry.objects.create(
        case=case,
        happened_on=today(),
        text=f"Ärendet är överlämnat till {transfer.receiver} och avslutas här.",
        written_by=by,
        written_title=by.title,
    )
