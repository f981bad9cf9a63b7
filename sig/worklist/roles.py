"""Roles that wait for a second pair of eyes, or for the quarter's look, on Min dag."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from organisation.models import User
from organisation.reviews import looked_after, looked_at, waiting
from organisation.rules.appointments import cannot_approve
from sig.worklist.shapes import Group, Row, row_of_no_case


def role_rows(user: User, today: date) -> Iterator[tuple[Group, Row]]:
    """One row for what waits to be approved and one for what is to be gone through.

    Neither is late: nobody loses a role because another was slow.
    """
    mine = looked_after(user)
    approvable = [one for one in waiting(mine) if not cannot_approve(one, user)]
    if approvable:
        count = _roles(len(approvable))
        yield (
            Group.DECISIONS,
            _row(tag="Godkänn", sentence=f"{count} väntar på ditt godkännande.", label="Öppna"),
        )
    due = [one for one in looked_at(mine, today) if one.is_due]
    due = [one for one in due if one.appointment.user_id != user.pk]
    if due:
        late = any(one.is_late for one in due)
        yield (
            Group.WAITING,
            _row(
                tag="Kvartalet",
                sentence=f"{_roles(len(due))} att gå igenom det här kvartalet.",
                why="Minst en gicks inte igenom förra kvartalet heller." if late else "",
                label="Gå igenom",
            ),
        )


def _roles(count: int) -> str:
    return "1 roll" if count == 1 else f"{count} roller"


def _row(*, label: str, **words: Any) -> Row:
    url = reverse("organisation:roles")
    return row_of_no_case("Roller", url, tone="soon", action_label=label, **words)
