"""What a withdrawn consent does to the meetings that are to come (R11)."""

from typing import Any

from django.utils import timezone

from audit.log import audited
from consent.models import ConsentRow
from meetings.models import Invitation, MeetingStatus
from organisation.models import User


@audited("invitation.stopped")
def stop(*, invitation: Invitation, by: User) -> Invitation:
    """The actor is no longer called. That it once was told stays in the list of disclosures."""
    invitation.stopped_at = timezone.now()
    invitation.save(update_fields=["stopped_at"])
    return invitation


def stop_invitations(sender: object, *, row: ConsentRow, by: User, **_: Any) -> None:
    """Stop every invitation to a meeting to come that rests on ``row``. The meeting stays booked."""
    resting = (
        Invitation.objects.of(row.case)
        .standing()
        .filter(
            disclosure__row=row,
            meeting__status=MeetingStatus.BOOKED,
            meeting__starts_at__gte=timezone.now(),
        )
    )
    for invitation in resting:
        invitation.case = row.case
        stop(invitation=invitation, by=by)
