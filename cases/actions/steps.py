"""Moving a case. Only sig.process imports this: nothing else may change the step."""

from datetime import date, datetime

from audit.log import audited
from cases.models import Case, Outcome, Step
from organisation.models import User


@audited("case.stepped")
def move(*, case: Case, to: Step, by: User) -> Case:
    case.step = to
    case.save(update_fields=["step"])
    return case


@audited("case.closed")
def close(*, case: Case, outcome: Outcome, at: datetime, by: User) -> Case:
    case.outcome = outcome
    case.closed_at = at
    case.save(update_fields=["outcome", "closed_at"])
    return case


@audited("case.reopened")
def reopen(*, case: Case, on: date, weeks: int, paused_days: int, by: User) -> Case:
    """Open a closed case where it stood. The interval of ``weeks`` runs from the day ``on``."""
    case.outcome = ""
    case.closed_at = None
    case.interval_from = on
    case.interval_weeks = weeks
    case.paused_days = paused_days
    case.save(
        update_fields=["outcome", "closed_at", "interval_from", "interval_weeks", "paused_days"]
    )
    return case
