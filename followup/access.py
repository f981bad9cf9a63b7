"""Who sees what was handed over from another stadsdel (R56), and how the cooperation goes (R47)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from audit import log
from cases.models import Case, Protection
from followup.models import Deviation, LeadMinutes, Transfer, TransferStatus
from followup.models.deviations import DeviationQuerySet
from organisation.access import districts_with
from organisation.models import User
from organisation.roles import Permission, Role
from sig.lib.dates import today


@dataclass(frozen=True)
class Received:
    """A transfer as the receiver's log tells of it: with the receiver's own stadsdel and case."""

    transfer: Transfer

    def log_refs(self) -> dict[str, object]:
        return {
            "case": self.transfer.new_case_id,
            "district_id": self.transfer.receiver_id,
            "district_name": self.transfer.receiver.name,
        }


def incoming(user: User) -> QuerySet[Transfer]:
    """What other stadsdelar hand over, as far as ``user`` may know of it.

    The managers see it, or the one manager whom a protected person's transfer names; then the one
    who is to open the case, and whoever may read that case.
    """
    manager = Q(receiver_id__in=districts_with(user, Permission.DECIDE)) & (
        Q(protection=Protection.NONE) | Q(addressee=user.pk)
    )
    assignee = Q(receiver_id__in=districts_with(user, Permission.LOG_CASE), assignee=user.pk)
    on_the_case = Q(new_case__in=Case.objects.readable(user))
    return (
        Transfer.objects.exclude(status=TransferStatus.WITHDRAWN)
        .filter(manager | assignee | on_the_case)
        .select_related("district", "receiver", "programme", "asked_by", "assignee", "answered_by")
    )


def get_incoming(user: User, pk: UUID) -> Transfer:
    """The transfer ``pk``, for ``user`` to read. The reading is logged; not theirs is ``Http404``."""
    transfer = incoming(user).filter(pk=pk).first()
    if transfer is None:
        raise Http404
    log.record("transfer.read", by=user, on=Received(transfer))
    return transfer


def is_analyst(user: User) -> bool:
    """Whether the user follows up for the whole city: who sees tables, and not one case (R43)."""
    return any(held.role == Role.ANALYST for held in user.roles)


def require_analyst(user: User) -> None:
    """Raise ``Http404`` for everybody else: the page isn't there to them."""
    if not is_analyst(user):
        raise Http404


def shown_name(transfer: Transfer, viewer: User) -> str:
    """The person's name. Who gets here has fetched the transfer through ``get_incoming`` (R41)."""
    return f"{transfer.first_name} {transfer.last_name}"


# --- The cooperation of a stadsdel: no case is reached from here (R47) -------------------------------


def deviations_for(user: User) -> DeviationQuerySet:
    """The deviations of the user's stadsdelar; for the styrgrupp those that have come to it."""
    at_steering_group = Deviation.objects.at_steering_group(today()).within(
        districts_with(user, Permission.STEER_DEVIATION)
    )
    own = Q(district_id__in=districts_with(user, Permission.REPORT_DEVIATION))
    return (
        Deviation.objects.filter(own | Q(pk__in=at_steering_group.values("pk")))
        .select_related("district", "reported_by")
        .prefetch_related("steps__noted_by", "steps__minutes")
    )


def get_deviation(user: User, pk: UUID) -> Deviation:
    """The deviation ``pk``. Not the user's to see is ``Http404``."""
    found = deviations_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def minutes_for(user: User) -> QuerySet[LeadMinutes]:
    """The minutes of the ledningsgrupp in the stadsdelar where the user writes them."""
    return LeadMinutes.objects.within(
        districts_with(user, Permission.HANDLE_DEVIATION)
    ).select_related("district", "signed_by")


def get_minutes(user: User, pk: UUID) -> LeadMinutes:
    """The minutes ``pk``. Not the user's to see is ``Http404``."""
    found = minutes_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
