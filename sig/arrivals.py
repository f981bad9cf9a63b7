"""What other stadsdelar hand over, on Min dag and in the menu: it is no case here yet."""

from dataclasses import replace

from django.db.models import Q, QuerySet
from django.urls import reverse

from audit import log
from followup.access import Received, incoming
from followup.models import Transfer, TransferStatus
from organisation.access import districts_with
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import swedish
from sig.worklist.shapes import SHOWN, Group, Row, Section


def waiting(user: User) -> QuerySet[Transfer]:
    """What waits for the user: to be answered, or to be opened."""
    to_answer = Q(
        status=TransferStatus.ASKED, receiver_id__in=districts_with(user, Permission.DECIDE)
    )
    to_open = Q(status=TransferStatus.ACCEPTED, new_case__isnull=True, assignee=user.pk)
    return incoming(user).filter(to_answer | to_open)


def with_arrivals(sections: list[Section], user: User) -> list[Section]:
    """Min dag with the transfers that wait for the user first in their groups. Each is logged."""
    found = list(waiting(user)[:SHOWN])
    log.record_many("transfer.listed", by=user, on=[Received(transfer) for transfer in found])
    rows: dict[Group, list[Row]] = {}
    for transfer in found:
        group = Group.DECISIONS if transfer.status == TransferStatus.ASKED else Group.WAITING
        rows.setdefault(group, []).append(_row(transfer))
    return [
        replace(section, rows=[*rows.get(section.group, []), *section.rows]) for section in sections
    ]


def _row(transfer: Transfer) -> Row:
    url = reverse("followup:received", args=[transfer.pk])
    asked = transfer.status == TransferStatus.ASKED
    return Row(
        number="Överlämnande",
        initials=transfer.initials,
        case_url=url,
        tag="Beslut" if asked else "Ska öppnas",
        tone="soon",
        sentence=f"{transfer.district} vill lämna över ett ärende."
        if asked
        else f"Ärendet från {transfer.district} är mottaget men inte öppnat.",
        why=f"Frågat {swedish(transfer.asked_at)}",
        action_label="Svara" if asked else "Öppna ärendet",
        action_url=url,
    )
