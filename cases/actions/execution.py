"""The day that a decision was first carried out. Kept by the verbs that do so, in plans and meetings."""

from datetime import date

from audit.log import audited
from cases.models import Case
from organisation.models import User


@audited("case.executed")
def note_executed(*, case: Case, on: date, by: User) -> Case:
    """Keep the day on the case, when ``cases.execution.carries_out`` says that it is the first."""
    case.executed_on = on
    case.save(update_fields=["executed_on"])
    return case
