"""The end of an enrolment. Recording it is part of a gate: sig.process calls it, nobody else."""

from typing import Any

from audit.log import audited
from cases.models import Case, Outcome
from consent.actions import close_all
from followup.actions.afterwards import ask_later
from followup.models import Discharge
from followup.rules import (
    assessment_since,
    discharge_blockers,
    is_enrolled,
    not_discharged,
    transfer_received,
)
from meetings.actions import cancel_all
from organisation.models import User
from plans.actions import end_plan
from sig.lib.rules import Refused, require


@audited("discharge.decided")
def record_discharge(*, case: Case, outcome: Outcome | str, by: User, **told: Any) -> Discharge:
    """Write down that the enrolment ends, with the reason from the list and in words (S20 6c, R48).

    ``told`` are the other columns of the discharge. Booked meetings are cancelled, the plan ends,
    the consents are closed, and with the person's consent the questions of R46 get their days.

    Raises ``Refused`` with all that is missing: the enrolment, motivation, second assessment (R48),
    attempts to reach somebody who is "ej kontaktbar" (R49), offer and relatives (R50), and a
    stadsdel that has received a case that is said to be transferred (R56).
    """
    require(case, by, is_enrolled, not_discharged)
    discharge = Discharge(
        case=case,
        number=Discharge.objects.of(case).count() + 1,
        outcome=outcome,
        assessment=assessment_since(case),
        decided_by=by,
        decided_title=by.title,
        **told,
    )
    if blockers := discharge_blockers(discharge):
        raise Refused(*blockers)
    if outcome == Outcome.TRANSFERRED:
        require(case, by, transfer_received)
    discharge.insert()
    _close_all_of(case, by)
    if discharge.later_consent_on:
        ask_later(discharge=discharge, by=by)
    return discharge


def _close_all_of(case: Case, by: User) -> None:
    cancel_all(case=case, reason="Insatsen avslutas.", by=by)
    end_plan(case=case, by=by)
    close_all(case=case, by=by)
