"""What is noted of the person's anhöriga, and of the support that they are offered."""

import uuid
from datetime import date

from audit.log import audited
from cases.access import lock_case
from cases.actions.todos import add_todo, finish_todo
from cases.models import Todo
from cases.rules import case_is_open
from organisation.models import ListItem, ListKind, User
from plans.models import Relative, RelativeOffer
from plans.rules import offer_gaps, relative_gaps
from sig.lib.dates import swedish
from sig.lib.rules import Blocker, Refused, require


PAGE = "plans:relatives"
# The row stands on Min dag and on the case, which more people read: it says nothing of whom (R19).
FOLLOW_UP = "Följ upp kontakten med en anhörig. Vem det är står under Anhöriga."
NO_DAY = "Dagen för uppföljning togs bort."


@audited("relative.saved")
def save_relative(*, relative: Relative, follow_up_on: date | None, by: User) -> Relative:
    """Note an anhörig, or change what is noted. Sent twice it is one. ``follow_up_on`` is a todo.

    Raises ``Refused`` for a name too few or too many and days that can't be right, ``Stale`` when a
    colleague has saved it meanwhile.
    """
    require(lock_case(relative.case), by, case_is_open)
    if relative._state.adding and (again := relative.already()):
        return again
    if gaps := relative_gaps(relative, follow_up_on):
        raise Refused(*(Blocker(gap, "R27", PAGE) for gap in gaps.values()))
    relative.follow_up = _follow_up(relative, follow_up_on, by)
    relative.save_version(by=by)
    return relative


def _follow_up(relative: Relative, day: date | None, by: User) -> Todo | None:
    """What reminds on ``day``: the one that waits when it is that day's, otherwise a new one."""
    if day == relative.follow_up_on:
        return relative.follow_up
    waiting = relative.follow_up
    if waiting is not None and waiting.done_at is None:
        words = f"Flyttat till {swedish(day, year=True)}." if day else NO_DAY
        finish_todo(todo=waiting, result=Todo.Result.NOT_NEEDED, words=words, by=by)
    if day is None:
        return None
    return add_todo(
        case=relative.case,
        kind=Todo.Kind.RELATIVE,
        sentence=FOLLOW_UP,
        due_on=day,
        source=uuid.uuid4(),
        by=by,
    )


@audited("relative.removed")
def remove_relative(*, relative: Relative, by: User) -> Relative:
    """Take away an anhörig who was noted by mistake. It is kept, unseen, and reminds no more."""
    require(lock_case(relative.case), by, case_is_open)
    relative.follow_up = _follow_up(relative, None, by)
    relative.removed = True
    relative.save_version(by=by, fields=["removed", "follow_up"])
    return relative


@audited("relative.offered")
def save_offer(*, offer: RelativeOffer, by: User) -> RelativeOffer:
    """Note support that an anhörig was offered, or what came of it. Sent twice it is one.

    Raises ``Refused`` for a day that can't be right and an insats without a yes, ``Stale`` when a
    colleague has saved it meanwhile.
    """
    require(lock_case(offer.case), by, case_is_open)
    if offer._state.adding and (again := offer.already()):
        return again
    if gaps := offer_gaps(offer):
        raise Refused(*(Blocker(gap, "R27", PAGE) for gap in gaps.values()))
    lines = ListItem.objects.of(ListKind.RELATIVE_SUPPORT).filter(code=offer.kind)
    offer.label = lines.latest("valid_from").label
    offer.save_version(by=by)
    return offer
