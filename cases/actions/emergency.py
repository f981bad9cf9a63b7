"""Nödåtkomst: opened with a reason, ended by its time or by the manager (R7)."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from audit.log import audited
from cases.models import Case, EmergencyAccess
from organisation.models import User
from sig.lib.rules import Blocker, Refused


SHORTEST_REASON = 20  # characters: a sentence


@audited("emergency.opened")
def open_emergency(*, key: UUID, case: Case, reason: str, hours: int, by: User) -> EmergencyAccess:
    """Let ``by`` read the case for some hours. The manager sees it at once on Min dag.

    Raises ``Refused`` when the reason is no sentence, when the hours are too many, and when ``by``
    reads the case already.
    """
    access = EmergencyAccess(pk=key, case=case, user=by, reason=reason)
    if again := access.already():
        return again
    _refuse_thin(reason, hours)
    if Case.objects.readable(by).filter(pk=case.pk).exists():
        raise Refused(Blocker(f"Du kan redan läsa ärendet {case.number}.", "R7"))
    access.ends_at = access.opened_at + timedelta(hours=hours)
    access.insert()
    return access


def _refuse_thin(reason: str, hours: int) -> None:
    if len(reason.split()) < 3 or len(reason) < SHORTEST_REASON:
        raise Refused(Blocker("Skriv skälet i minst en mening.", "R7"))
    if not 1 <= hours <= EmergencyAccess.LONGEST:
        raise Refused(Blocker(f"Välj mellan 1 och {EmergencyAccess.LONGEST} timmar.", "R7"))


@audited("emergency.ended")
def end_emergency(*, access: EmergencyAccess, by: User) -> EmergencyAccess:
    """Take the access away. It bites at the reader's next request."""
    if access.is_current:
        access.ended_at, access.ended_by = timezone.now(), by
        access.save(update_fields=["ended_at", "ended_by"])
    return access


@audited("emergency.acknowledged")
def acknowledge(*, access: EmergencyAccess, by: User) -> EmergencyAccess:
    """The manager has read of it: it leaves Min dag. The first who did stands."""
    if access.read_at is None:
        access.read_at, access.read_by = timezone.now(), by
        access.save(update_fields=["read_at", "read_by"])
    return access
