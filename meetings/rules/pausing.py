"""What must be true of pauses of the interval (R30), and how they stand, in words."""

from datetime import date

from cases.models import Case
from meetings.models import IntervalPause
from meetings.rules.meetings import BOOKED_AHEAD
from organisation.models import User
from sig.lib.dates import days, swedish, today
from sig.lib.rules import rule


PAGE = "meetings:list"


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
