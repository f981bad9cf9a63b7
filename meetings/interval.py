"""
The interval rule (R30): an enrolled case meets at least every fourth or fifth week.

Pure functions of dates: no database, and no "today" that isn't given. The day it falls due
follows from facts alone (last held meeting, interval, pauses), never from when it is computed.
A pause moves that day by the days in it; how many they are is all that the rest needs to know.
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
    """Days that don't count, both ends included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("A pause can't end before it starts.")

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Status:
    """
    How a case stands on a day, with the numbers that the sentences need, in whole days.

    `days_since`, `days_left` and `days_late` are days in the calendar; `days_paused` are those by
    which pauses have moved the due day. `booked_late`: a meeting is booked, but after the due day.
    """

    state: State
    due: date
    days_since: int
    days_paused: int
    days_left: int
    days_late: int
    limit_days: int
    booked_late: bool


def paused_days(last: date, weeks: int, pauses: Sequence[Pause]) -> int:
    """
    How many days in pauses come before the due day, and so move it; no day counts twice.

    A pause that begins after the due day moves nothing: it can't undo that the case is late.
    """
    day = last + timedelta(days=_limit_days(weeks))
    count = 0
    for first, end in _stretches(last, pauses):
        if first > day + timedelta(days=count):
            break
        count += (end - first).days + 1
    return count


def due(last: date, weeks: int, paused: int = 0) -> date:
    """
    The last day on which the next meeting is in time.

    `last` is the day of the last held meeting or, before the first, of the enrolment.
    `weeks` is the interval in force on that day, `paused` the days that `paused_days` counts.
    A cancelled meeting is not a held one.
    """
    return last + timedelta(days=_limit_days(weeks) + paused)


def state(
    last: date, weeks: int, today: date, booked: date | None = None, paused: int = 0
) -> State:
    """
    OVERDUE from the day after the due day, whatever is booked: only a held meeting clears it.

    Before that BOOKED when the next meeting is booked, from today to the due day.
    A booking that has passed without being held is none.
    """
    limit = due(last, weeks, paused)
    if today > limit:
        return State.OVERDUE
    return State.BOOKED if booked and today <= booked <= limit else State.NOT_BOOKED


def status(
    last: date, weeks: int, today: date, booked: date | None = None, paused: int = 0
) -> Status:
    """The state of a case on a day with its due day and the numbers round it."""
    limit = due(last, weeks, paused)
    left = (limit - today).days
    return Status(
        state=state(last, weeks, today, booked, paused),
        due=limit,
        days_since=(today - last).days,
        days_paused=paused,
        days_left=max(left, 0),
        days_late=max(-left, 0),
        limit_days=_limit_days(weeks),
        booked_late=booked is not None and booked > max(limit, today),
    )


def overdue_since_cutoff(today: date, weeks: int) -> date:
    """
    A case is overdue exactly when its last meeting, moved by its paused days, lies before this day.

    So the sweep is a range scan, `counts_from < cutoff`.
    """
    return today - timedelta(days=_limit_days(weeks))


def _limit_days(weeks: int) -> int:
    if weeks < 1:
        raise ValueError("The interval is at least one week.")
    return 7 * weeks


def _stretches(last: date, pauses: Sequence[Pause]) -> Iterator[tuple[date, date]]:
    """The pauses after `last`, by start, cut so that no day is in two of them."""
    free = last + ONE_DAY
    for pause in sorted(pauses, key=lambda pause: pause.start):
        first = max(pause.start, free)
        if pause.end >= first:
            yield first, pause.end
            free = pause.end + ONE_DAY
