"""The end of an enrolment. Recording it is part of a gate: sig.process calls it, nobody else."""

from datetime import date

from audit.log import audited
from cases.models import Case, Outcome
from followup.models import Discharge
from followup.rules import is_enrolled, not_discharged, transfer_received
from meetings.actions import cancel_all
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


@audited("discharge.decided")
def record_discharge(
    *,
    case: Case,
    outcome: Outcome | str,
    reasons: str,
    informed_on: date | None = None,
    by: User,
) -> Discharge:
    """Write down that the enrolment ends, with the reason from the list and in words (S20 6c, R48).

    Booked meetings are cancelled. Raises ``Refused`` when the case isn't enrolled, the discharge is
    decided already, the reasons are missing, the person is said to be informed on a coming day, or
    the case is said to be transferred and no stadsdel has received it (R56).
    """
    require(case, by, is_enrolled, not_discharged)
    if outcome not in Outcome.of_discharge():
        raise Refused(Blocker("Orsaken finns inte i listan.", "R48", "followup:overview"))
    if not reasons.strip():
        raise Refused(Blocker("Motiveringen saknas.", "R48", "followup:overview"))
    if informed_on and informed_on > today():
        sentence = "Den enskilde kan inte ha informerats en dag som inte har varit."
        raise Refused(Blocker(sentence, "R48", "followup:overview"))
    if outcome == Outcome.TRANSFERRED:
        require(case, by, transfer_received)
    cancel_all(case=case, reason="Insatsen avslutas.", by=by)
    return Discharge.objects.create(
        case=case,
        outcome=outcome,
        reasons=reasons,
        informed_on=informed_on,
        decided_by=by,
        decided_title=by.title,
    )
