"""A discharged case is opened again. Part of a gate: sig.process calls it, nobody else."""

from audit.log import audited
from cases.models import Case
from followup.models import Reopening
from followup.rules import discharge_of, is_discharged, no_other_open_case
from organisation.models import User
from plans.actions import resume_plan
from sig.lib.rules import Blocker, Refused, require


@audited("discharge.reopened")
def record_reopening(*, case: Case, reason: str, by: User) -> Reopening:
    """Write down why the case is opened again. The plan that ended is in force again.

    The consents stay closed, and the questions after the end aren't asked. Raises ``Refused`` when
    the case didn't end by a discharge, when the person has another case in the programme, and
    without a reason.
    """
    require(case, by, is_discharged, no_other_open_case)
    ended = discharge_of(case)
    assert ended is not None
    if not reason.strip():
        raise Refused(Blocker("Skriv skälet till att ärendet öppnas igen.", "R48"))
    resume_plan(case=case, by=by)
    return Reopening.objects.create(
        case=case,
        discharge=ended,
        reason=reason,
        decided_by=by,
        decided_title=by.title,
    )
