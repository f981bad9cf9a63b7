"""Noting the attempts to reach the person (R49)."""

from audit.log import audited
from cases.access import lock_case
from cases.rules import case_is_open
from followup.models import ContactAttempt
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


@audited("contact.noted")
def note_attempt(*, attempt: ContactAttempt, by: User) -> ContactAttempt:
    """Note one attempt. The same form sent twice notes it once.

    Raises ``Refused`` when the case is closed, and when the day hasn't been.
    """
    case = attempt.case = lock_case(attempt.case)
    if again := attempt.already():
        return again
    require(case, by, case_is_open)
    if attempt.tried_on > today():
        sentence = "Kontaktförsöket kan inte ha gjorts en dag som inte har varit."
        raise Refused(Blocker(sentence, "R49", "followup:contacts"))
    attempt.tried_by = by
    attempt.insert()
    return attempt
