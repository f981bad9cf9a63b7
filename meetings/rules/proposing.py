"""The days to propose for a meeting: people work on them, and the interval isn't paused."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import chain, count

from cases.models import Case
from meetings.interval import ONE_DAY, Pause
from meetings.rules.meetings import last_day, latest_next_day
from sig.lib.dates import is_working_day, today


def days_to_meet(latest: date | None, pauses: Collection[Pause]) -> Iterator[date]:
    """The days to come that a meeting can be held on, the best first.

    Those inside the interval from its last day ``latest`` backwards, then the first ones after it.
    """
    tomorrow = today() + ONE_DAY
    ends = latest or today()
    inside = (ends - number * ONE_DAY for number in range((ends - today()).days))
    after = (max(tomorrow, ends + ONE_DAY) + number * ONE_DAY for number in count())
    return (day for day in chain(inside, after) if _can_meet(day, pauses))


def _can_meet(day: date, pauses: Collection[Pause]) -> bool:
    return is_working_day(day) and not any(pause.covers(day) for pause in pauses)


def proposed_day(case: Case, pauses: Collection[Pause]) -> date:
    """A day for the next meeting: the last one inside the interval, or the first one after it."""
    return next(days_to_meet(last_day(case), pauses))


def proposed_next_day(case: Case, held_on: date, pauses: Collection[Pause]) -> date | None:
    """A day for the meeting after one held then; None when the interval has no day left for it."""
    latest = latest_next_day(case, held_on)
    if latest is None or latest <= today():
        return None
    return next(days_to_meet(latest, pauses))
