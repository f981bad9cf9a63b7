"""Pauses of the interval: days that don't count, decided by the manager and kept by name (R30)."""

from audit.log import audited
from cases.access import lock_case
from cases.models import Case
from meetings.models import IntervalPause
from meetings.rules import (
    case_open,
    free_days,
    interval_runs,
    paused_days,
    wrong_first_day,
    wrong_last_day,
)
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


PAGE = "meetings:list"


@audited("interval.paused")
def pause_interval(*, pause: IntervalPause, by: User) -> IntervalPause:
    """The manager decides on a pause; its days move the day that the case falls due.

    Raises ``Refused`` when the case isn't enrolled or is closed, when the days can't be right, and
    when they overlap another pause. The same form sent twice makes one.
    """
    pause.case = case = lock_case(pause.case)
    if again := pause.already():
        return again
    require(case, by, case_open, interval_runs)
    wrong = wrong_first_day(pause.from_on) or wrong_last_day(pause.from_on, pause.to_on)
    if wrong:
        raise Refused(Blocker(wrong, "R30", PAGE))
    require(pause, by, free_days)
    pause.decided_by = by
    pause.insert()
    _recount(case)
    return pause


@audited("interval.pause_ended")
def end_pause(*, pause: IntervalPause, by: User) -> IntervalPause:
    """End a pause early: today counts again, and the days that it lasted stay paused.

    A pause that hasn't begun never does. Pressed twice it is ended once. Raises ``Refused`` when it
    is already over.
    """
    case = lock_case(pause.case)
    pause = IntervalPause.objects.of(case).get(pk=pause.pk)
    pause.case = case
    if pause.ended_on:
        return pause
    require(case, by, case_open)
    if pause.to_on < today():
        raise Refused(Blocker("Pausen är redan slut.", "R30", PAGE))
    pause.ended_on = max(today(), pause.from_on)
    pause.ended_by = by
    pause.save(update_fields=["ended_on", "ended_by"])
    _recount(case)
    return pause


def _recount(case: Case) -> None:
    """Keep on the case how many paused days its interval has."""
    assert case.interval_from is not None
    assert case.interval_weeks is not None
    case.paused_days = paused_days(case, case.interval_from, case.interval_weeks)
    case.save(update_fields=["paused_days"])
