"""Reporting a deviation, and what is done about it. Nothing of a case is kept."""

from collections.abc import Iterable
from datetime import date

from audit.log import audited
from followup.models import Deviation, DeviationStep
from followup.rules import BEFORE, tells_who
from organisation.access import may
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


# Who takes which step. What comes of a meeting is written when its minutes are signed.
MAY = {
    DeviationStep.Kind.TAKEN_UP: Permission.HANDLE_DEVIATION,
    DeviationStep.Kind.ANALYSIS: Permission.HANDLE_DEVIATION,
    DeviationStep.Kind.DECISION: Permission.HANDLE_DEVIATION,
    DeviationStep.Kind.CLOSED: Permission.HANDLE_DEVIATION,
    DeviationStep.Kind.ANSWER: Permission.STEER_DEVIATION,
}


@audited("deviation.reported")
def report_deviation(*, deviation: Deviation, names: Iterable[str] = (), by: User) -> Deviation:
    """Report a failing in the cooperation. The same form sent twice reports it once.

    ``names`` are those of the case that it is written from. Raises ``Refused`` when one of them, a
    number of a person or of a case stands in the words, and for a stadsdel that isn't ``by``'s.
    """
    if again := deviation.already():
        return again
    if not may(by, Permission.REPORT_DEVIATION, deviation.district_id):
        raise Refused(Blocker("Bara stadsdelens egna kan rapportera en avvikelse där.", "R36"))
    refuse_who(deviation.words, names)
    deviation.reported_by = by
    deviation.insert()
    return deviation


@audited("deviation.step_taken")
def take_step(*, step: DeviationStep, by: User) -> DeviationStep:
    """Note what is done about a deviation. The same form sent twice notes it once.

    Raises ``Refused`` when something must be done before it (R36), when the words tell of somebody,
    and when ``by`` isn't the one to do it.
    """
    deviation = step.deviation
    step.district = deviation.district
    if again := step.already():
        return again
    if not may(by, MAY[DeviationStep.Kind(step.kind)], deviation.district_id):
        raise Refused(Blocker("Din roll kan inte göra det här med avvikelsen.", "R36"))
    require(deviation, by, *BEFORE[step.kind])
    refuse_who(f"{step.words}\n{step.responsible}")
    _refuse_past(step.due_on)
    step.number = deviation.steps.count() + 1
    step.noted_by = by
    step.insert()
    return step


def refuse_who(text: str, names: Iterable[str] = ()) -> None:
    """Raise ``Refused`` when the text tells of somebody."""
    if sentence := tells_who(text, names):
        raise Refused(Blocker(sentence, "R47"))


def _refuse_past(due_on: date | None) -> None:
    if due_on and due_on < today():
        raise Refused(Blocker("Dagen då förbättringen ska vara klar har redan varit.", "R36"))
