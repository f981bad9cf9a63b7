"""Arranging purchases: a draft with all that bilaga 2.4 asks for, proposed, decided."""

from datetime import date
from decimal import Decimal
from typing import Any

from cases.models import Case
from organisation.access import acting_as
from organisation.models import User
from plans import actions
from plans.models import Procurement, ProcurementStatus


PURCHASE: dict[str, Any] = {
    "need": "Behandling dygnet runt, som stadsdelen inte har.",
    "provider": "Exempelhemmet AB",
    "org_number": "556012-5790",
    "permit": "checked",
    "permit_checked_on": date(2026, 2, 2),
    "framework_agreement": True,
    "method": "call_off",
    "price": Decimal(2000),
    "price_unit": "day",
    "starts_on": date(2026, 3, 1),
    "ends_on": date(2026, 5, 31),
    "checked_on": date(2026, 2, 2),
    "secrecy": "both",
    "follow_up_on": date(2026, 4, 1),
}


def drafted(user: User, case: Case, **changes: Any) -> Procurement:
    """A draft that can be handed over but for the changes."""
    with acting_as(user):
        draft = Procurement(case=case, **(PURCHASE | changes))
        return actions.start_procurement(procurement=draft, by=user)


def proposed(user: User, case: Case, **changes: Any) -> Procurement:
    draft = drafted(user, case, **changes)
    with acting_as(user):
        return actions.propose(procurement=draft, by=user)


def bought(user: User, manager: User, case: Case, **changes: Any) -> Procurement:
    """Proposed by ``user``, approved by the manager."""
    made = proposed(user, case, **changes)
    with acting_as(manager):
        return decided(manager, made)


def decided(
    manager: User,
    procurement: Procurement,
    status: ProcurementStatus = ProcurementStatus.APPROVED,
    **changes: str,
) -> Procurement:
    told = {"delegation": "5.3", "answer": "Priset är för högt."} | changes
    return actions.decide_procurement(procurement=procurement, status=status, by=manager, **told)
