"""Jäv: whoever has an interest in a case leaves it at once, and the manager may lift it (R5)."""

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.models import CaseRole, Disqualification
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


@audited("disqualification.declared")
def declare(*, disqualification: Disqualification, by: User) -> Disqualification:
    """``by`` steps aside: every role in the case ends, and from here on the case isn't theirs to see.

    Also the last one in a case may leave it, and also a closed one: the law asks for it.
    """
    if again := disqualification.already():
        return again
    case = lock_case(disqualification.case)
    CaseRole.objects.of(case).active().filter(user=by).update(ended_on=today())
    disqualification.user = by
    disqualification.insert()
    return disqualification


@audited("disqualification.lifted")
def lift(*, disqualification: Disqualification, reason: str, by: User) -> Disqualification:
    """The manager finds that there is none. Former roles don't come back by themselves.

    Raises ``Refused`` when it is one's own.
    """
    if disqualification.user_id == by.pk:
        raise Refused(Blocker("Du kan inte häva ditt eget jäv.", "R5"))
    if disqualification.lifted_at is None:
        disqualification.lifted_at = timezone.now()
        disqualification.lifted_by = by
        disqualification.lifted_because = reason
        disqualification.save()
    return disqualification
