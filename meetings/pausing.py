"""Pauses of the interval: days that don't count, decided by the manager and kept by name (R30)."""

from datetime import date

from audit.log import audited
from cases.access import lock_case
from cases.models import Case
from meetings.models import IntervalPause
from meetings.rules import BOOKED_AHEAD, case_open, paused_days
from organisation.models import User
from sig.lib.dates import days, swedish, today
from sig.lib.rules import Blocker, Refused, require, rule


PAGE = "meetings:list"


# --- Rules ----------------------------------------------------------------------------------------


def wrong_first_day(day: date) -> str | None:
    """Why a pause can't begin on this day, or nothing. Days that have counted are never undone."""
    return "En paus börjar tidigast i dag." if day < today() else None


def wrong_last_day(first: date, last: date) -> str | None:
    """Why a pause that begins on ``first`` can't end on ``last``, or nothing."""
    if last < first:
        return "Pausen slutar innan den börjar. Ange en senare dag."
    if last > today() + BOOKED_AHEAD:
        return "En paus slutar senast om ett år. Ange en tidigare dag."
    return None


@rule("R30", met="Personen är inskriven", route=PAGE)
def interval_runs(case: Case, by: User) -> str | None:
    return (
        None if case.is_enrolled else "Intervallet räknas från inskrivningen. Inget att pausa än."
    )


@rule("R30", met="Ingen annan paus gäller de dagarna", route=PAGE)
def free_days(pause: IntervalPause, by: User) -> str | None:
    for other in IntervalPause.objects.of(pause.case):
        lasts = other.lasts
        if lasts and lasts.start <= pause.to_on and pause.from_on <= lasts.end:
            period = f"{swedish(lasts.start)} till och med {swedish(lasts.end)}"
            return f"Intervallet är redan pausat {period}. Välj andra dagar."
    return None


# --- Actions --------------------------------------------------------------------------------------


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


# --- In words -------------------------------------------------------------------------------------


def in_force(pause: IntervalPause) -> bool:
    """Whether the pause lasts today or is to come, so that it can be ended."""
    return pause.ended_on is None and pause.to_on >= today()


def pause_words(case: Case) -> list[str]:
    """The pauses of an enrolled case that last today or are to come: until when, and by whom."""
    if not case.is_enrolled:
        return []
    ahead = IntervalPause.objects.of(case).filter(ended_on__isnull=True, to_on__gte=today())
    return [_words(pause) for pause in ahead.select_related("decided_by").order_by("from_on")]


def _words(pause: IntervalPause) -> str:
    until = f"till och med {swedish(pause.to_on)}, beslutat av {pause.decided_by}."
    if pause.from_on <= today():
        return f"Pausat {until}"
    return f"Pausas från och med {swedish(pause.from_on)} {until}"


def end_words(pause: IntervalPause) -> str:
    """How a pause stands: to come, lasting, over, or ended early and how long it then lasted."""
    if pause.ended_on is None:
        return _open_words(pause)
    if pause.lasts is None:
        return f"Avslutad av {pause.ended_by} innan den började"
    lasted = days((pause.ended_on - pause.from_on).days)
    return f"Avslutad {swedish(pause.ended_on)} av {pause.ended_by}. Varade {lasted}"


def _open_words(pause: IntervalPause) -> str:
    if pause.to_on < today():
        return "Har varit"
    return "Pågår" if pause.from_on <= today() else "Kommer"
