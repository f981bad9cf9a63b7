"""The day that a decision was first carried out. Kept by the verbs that do so, in plans and meetings."""

from datetime import date

from cases.models import Case


def note_executed(case: Case, on: date) -> None:
    """Keep the first day of a plan in force, or of a meeting with the person, since the enrolment."""
    if case.enrolled_on is None or on < case.enrolled_on:
        return
    if case.executed_on is None or on < case.executed_on:
        case.executed_on = on
        case.save(update_fields=["executed_on"])
