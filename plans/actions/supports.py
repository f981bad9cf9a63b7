"""What is noted of the insatser beside the group."""

from audit.log import audited
from organisation.models import User
from plans.actions.writing import lock_open
from plans.models import SupportMeasure
from plans.rules import support_gaps, support_kinds
from sig.lib.rules import Blocker, Refused


PAGE = "plans:supports"


@audited("support.saved")
def save_support(*, support: SupportMeasure, by: User) -> SupportMeasure:
    """Note an insats, change what is noted, or note that it has ended. Sent twice it is one.

    Raises ``Refused`` for days that can't be right and an end without a reason, ``Stale`` when a
    colleague has saved it meanwhile.
    """
    lock_open(support.case)
    if support._state.adding and (again := support.already()):
        return again
    if gaps := support_gaps(support):
        raise Refused(*(Blocker(gap, "S13", PAGE) for gap in gaps.values()))
    support.label = support_kinds()[support.kind]
    support.save_version(by=by)
    return support


@audited("support.removed")
def remove_support(*, support: SupportMeasure, by: User) -> SupportMeasure:
    """Take away an insats that was noted by mistake. It is kept, unseen."""
    lock_open(support.case)
    support.removed = True
    support.save_version(by=by, fields=["removed"])
    return support
