"""What has happened to one case, and how it stands by that: the model of test_interval_model."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from meetings.interval import State
from meetings.models import IntervalPause, Meeting


DAY = timedelta(days=1)


@dataclass
class Told:
    """What has happened to one case, as told; lateness is counted from it anew each time."""

    enrolled: date
    rules: list[tuple[bool, date, int, list[str]]]  # whole city or not, from, weeks, what counts
    held: list[tuple[date, str]] = field(default_factory=list)
    bookings: dict[Meeting, tuple[date, str]] = field(default_factory=dict)
    pauses: dict[IntervalPause, tuple[date, date]] = field(default_factory=dict)  # first, last
    reopened: list[date] = field(default_factory=list)
    runs: bool = True  # enrolled, and neither discharged nor handed over
    noted: set[date] = field(default_factory=set)  # from which days it has come to be late
    told_manager: set[date] = field(default_factory=set)

    def rule_on(self, day: date) -> tuple[int, list[str]]:
        """The weeks, and the meetings that count: the stadsdel's own word before the city's."""
        *_, weeks, counting = max(rule for rule in self.rules if rule[1] <= day)
        return weeks, counting

    @property
    def last(self) -> date:
        """The last held meeting that counted on its day, the enrolment, or the last reopening."""
        counted = [day for day, kind in self.held if kind in self.rule_on(day)[1]]
        return max([self.enrolled, *counted, *self.reopened])

    @property
    def due(self) -> date:
        """The day on which so many days as the weeks have, not paused, have passed since."""
        left, day = 7 * self.rule_on(self.last)[0], self.last
        while left:
            day += DAY
            left -= not any(first <= day <= last for first, last in self.pauses.values())
        return day

    def state(self, now: date) -> State:
        if now > self.due:
            return State.OVERDUE
        counting = self.rule_on(now)[1]
        coming = [day for day, kind in self.bookings.values() if kind in counting and day >= now]
        return State.BOOKED if coming and min(coming) <= self.due else State.NOT_BOOKED
