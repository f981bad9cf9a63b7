"""
The interval rule (R30): an enrolled case meets at least every fourth or fifth week.

Pure functions of dates: no database, and no "today" that isn't given. The day it falls due
follows from facts alone (last held meeting, interval, pauses), never from when it is computed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """How a case stands against its interval; three states with three words."""

    BOOKED = "booked"
    NOT_BOOKED = "not_booked"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that don't count, both ends included. `end` is None while the pause is open."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("A pause can't end before it starts.")

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Status:
    """
    How a case stands on a day, with the numbers that the sentences need, in whole days.

    `due` is None when an open pause reaches it; nothing is then left or late.
    `days_since`, `days_left` and `days_late` are days in the calendar; of those since the last
    meeting, `days_paused` didn't count towards `limit_days`. `paused`: the day is in a pause.
    `booked_late`: a meeting is booked, but after the due day.
    """

    state: State
    due: date | None
    days_since: int
    days_paused: int
    days_left: int
    days_late: int
    limit_days: int
    paused: bool
    booked_late: bool


def due(last: date, weeks: int, pauses: Sequence[Pause] = ()) -> date | None:
    """
    The last day on which the next meeting is in time; None when an open pause comes first.

    `last` is the day of the last held meeting or, before the first, of the enrolment.
    `weeks` is the interval in force on that day. A cancelled meeting is not a held one.
    """
    day = last + timedelta(days=_limit_days(weeks))
    for first, end in _stretches(last, pauses):
        if first > day:
            break
        if end is None:
            return None
        day += end - first + ONE_DAY
    return day


def state(
    last: date,
    weeks: int,
    today: date,
    booked: date | None = None,
    pauses: Sequence[Pause] = (),
) -> State:
    """
    OVERDUE from the day after the due day, whatever is booked: only a held meeting clears it.

    Before that BOOKED when the next meeting is booked, from today to the due day.
    A booking that has passed without being held is none.
    """
    limit = due(last, weeks, pauses)
    if limit is not None and today > limit:
        return State.OVERDUE
    if booked is None or booked < today or (limit is not None and booked > limit):
        return State.NOT_BOOKED
    return State.BOOKED


def status(
    last: date,
    weeks: int,
    today: date,
    booked: date | None = None,
    pauses: Sequence[Pause] = (),
) -> Status:
    """The state of a case on a day with its due day and the numbers round it."""
    limit = due(last, weeks, pauses)
    left = 0 if limit is None else (limit - today).days
    return Status(
        state=state(last, weeks, today, booked, pauses),
        due=limit,
        days_since=(today - last).days,
        days_paused=_paused_days(last, today, pauses),
        days_left=max(left, 0),
        days_late=max(-left, 0),
        limit_days=_limit_days(weeks),
        paused=any(pause.covers(today) for pause in pauses),
        booked_late=booked is not None and limit is not None and booked > max(limit, today),
    )


def overdue_since_cutoff(today: date, weeks: int) -> date:
    """
    A case without pauses is overdue exactly when its last meeting lies before this day.

    So the sweep is a range scan, `last_held < cutoff`. With pauses it gives candidates, among
    them every overdue case; `state` decides.
    """
    return today - timedelta(days=_limit_days(weeks))


def _limit_days(weeks: int) -> int:
    if weeks < 1:
        raise ValueError("The interval is at least one week.")
    return 7 * weeks


def _stretches(last: date, pauses: Sequence[Pause]) -> Iterator[tuple[date, date | None]]:
    """The pauses after `last`, by start, cut so that no day is in two of them."""
    free = last + ONE_DAY
    for pause in sorted(pauses, key=lambda pause: pause.start):
        first = max(pause.start, free)
        if pause.end is None:
            yield first, None
            return
        if pause.end >= first:
            yield first, pause.end
            free = pause.end + ONE_DAY


def _paused_days(last: date, today: date, pauses: Sequence[Pause]) -> int:
    count = 0
    for first, end in _stretches(last, pauses):
        until = today if end is None else min(end, today)
        count += max((until - first).days + 1, 0)
    return count
