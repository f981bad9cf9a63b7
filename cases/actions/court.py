"""A statement to a court or prosecutor: registered, sent, and what came of it."""

from datetime import date

from audit.log import audited
from cases.models import CourtStatement
from cases.rules import case_is_open
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


@audited("court.saved")
def save_court_statement(*, statement: CourtStatement, by: User) -> CourtStatement:
    """Save what is known so far. The same form sent twice registers it once.

    Raises ``Refused`` when the days can't be in that order, when a judgment lacks its answer or an
    answer its judgment, and ``Stale`` when a colleague has saved meanwhile.
    """
    if statement._state.adding and (again := statement.already()):
        return again
    require(statement.case, by, case_is_open)
    for sentence in _wrong(statement):
        raise Refused(Blocker(sentence, "LUL", "cases:court"))
    statement.save_version(by=by)
    return statement


def _wrong(statement: CourtStatement) -> list[str]:
    """What is wrong with it, in the order of its fields."""
    found = []
    if statement.due_on < statement.asked_on:
        found.append("Svarsdagen ligger före dagen då yttrandet begärdes.")
    for label, day in (("Yttrandet", statement.sent_on), ("Domen", statement.judged_on)):
        found += _wrong_day(label, day, statement.asked_on)
    if statement.judged_on and not statement.sentenced:
        found.append("Välj om personen är dömd till social insatsgrupp. Uppgift saknas går också.")
    if not statement.judged_on and (statement.sentenced or statement.outcome):
        found.append("Ange vilken dag domen kom.")
    return found


def _wrong_day(label: str, day: date | None, asked_on: date) -> list[str]:
    if day is None:
        return []
    if day > today():
        return [f"{label} kan inte ha kommit en dag som inte har varit."]
    return [f"{label} ligger före dagen då yttrandet begärdes."] if day < asked_on else []
