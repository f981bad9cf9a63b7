"""Asking how it goes 6 and 12 months after the end, with the person's consent (R46)."""

from django.utils import timezone
from django.utils.timezone import localdate

from audit.log import audited
from cases.access import lock_case
from followup.models import AfterCheck, Discharge
from followup.rules import due_days, is_waiting, not_asked
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


@audited("after_check.planned")
def ask_later(*, discharge: Discharge, by: User) -> Discharge:
    """Put the two days down, part of the discharge of someone who has consented to be asked."""
    for months, due_on in due_days(localdate(discharge.decided_at)).items():
        AfterCheck.objects.create(
            case=discharge.case, discharge=discharge, months=months, due_on=due_on
        )
    return discharge


@audited("after_check.answered")
def answer_check(*, check: AfterCheck, by: User) -> AfterCheck:
    """Note that the person answered, or wasn't reached, in a closed case.

    Raises ``Refused`` when the case is opened again, when it is noted already, and when the day
    hasn't been or lies before the discharge.
    """
    lock_case(check.case)
    require(check, by, is_waiting, not_asked)
    ended_on = localdate(check.discharge.decided_at)
    if not (check.asked_on and ended_on <= check.asked_on <= today()):
        sentence = "Dagen ska ligga efter utskrivningen och inte senare än i dag."
        raise Refused(Blocker(sentence, "R46", "followup:overview"))
    check.answered_by = by
    check.answered_at = timezone.now()
    check.save()
    return check
