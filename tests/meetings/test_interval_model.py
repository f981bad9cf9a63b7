"""R30 against a model: any sequence of events, and on every day the state that the events say.

The model keeps a list of what happened and counts one day at a time from it; it knows nothing of the
facts kept on the case. Days pass over summer time, leap days and year ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from cases.models import Case
from cases.rules import setting
from meetings.actions import cancel, end_pause, move
from meetings.interval import State
from meetings.models import IntervalPause, Meeting
from meetings.rules import interval_ends_between, meeting_state, next_meeting, past_interval
from meetings.sweep import MANAGER_AFTER, sweep
from organisation.access import acting_as
from organisation.models import MeetingType
from sig.lib.dates import STOCKHOLM, today
from sig.lib.rules import Refused
from tests.meetings.conftest import Scene
from tests.story_meetings import booked, enrolled, flags, fresh, held, paused


pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)

# A few weeks before the clocks change, a leap day and a year's end.
STARTS = [date(2027, 3, 8), date(2027, 10, 4), date(2028, 2, 7), date(2026, 12, 7)]
HOURS = [0, 12, 23]  # of the clock: at midnight it is another day in UTC
KINDS = [MeetingType.NETWORK, MeetingType.INDIVIDUAL]
COUNTING = [[MeetingType.NETWORK], [MeetingType.NETWORK, MeetingType.INDIVIDUAL]]


@dataclass
class Told:
    """What has happened to one case, as told; lateness is counted from it anew each time."""

    enrolled: date
    rules: list[tuple[bool, date, int, list[str]]]  # whole city or not, from, weeks, what counts
    held: list[tuple[date, str]] = field(default_factory=list)
    bookings: dict[Meeting, tuple[date, str]] = field(default_factory=dict)
    pauses: dict[IntervalPause, tuple[date, date]] = field(default_factory=dict)  # first, last

    def rule_on(self, day: date) -> tuple[int, list[str]]:
        """The weeks, and the meetings that count: the stadsdel's own word before the city's."""
        *_, weeks, counting = max(rule for rule in self.rules if rule[1] <= day)
        return weeks, counting

    @property
    def last(self) -> date:
        """The last held meeting that counted on its day, or the enrolment."""
        counted = [day for day, kind in self.held if kind in self.rule_on(day)[1]]
        return max([self.enrolled, *counted])

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


class OneCase(RuleBasedStateMachine):
    """A case whose days go by, beside what is told of it."""

    scene: Scene
    now: datetime

    @initialize(
        start=st.sampled_from(STARTS), hour=st.sampled_from(HOURS), ago=st.sampled_from([0, 20, 27])
    )
    def enrol(self, start: date, hour: int, ago: int) -> None:
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.minutes = count()
        self.noted: set[date] = set()
        self.told_manager: set[date] = set()
        self._set_clock(start, hour)
        self.case = enrolled(self.scene.case, start - ago * DAY)
        in_force = setting(self.case)
        rule = (False, in_force.valid_from, in_force.interval_weeks, in_force.counting_meetings)
        self.told = Told(start - ago * DAY, [rule])

    def teardown(self) -> None:
        if hasattr(self, "rollback"):
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)

    def _set_clock(self, day: date, hour: int) -> None:
        type(self).now = datetime.combine(day, time(hour, 59, 30), STOCKHOLM)

    def _moment(self, after: int) -> datetime:
        """Soon after midnight of a coming day, never twice the same."""
        minute = next(self.minutes)
        return datetime.combine(today() + after * DAY, time(0, minute % 60), STOCKHOLM)

    @rule(after=st.integers(1, 45), kind=st.sampled_from(KINDS))
    def book(self, after: int, kind: MeetingType) -> None:
        starts_at = self._moment(after)
        meeting = booked(self.case, self.scene.cast.lotta, starts_at=starts_at, kind=kind)
        self.told.bookings[meeting] = (starts_at.date(), kind)

    @precondition(lambda self: self.told.bookings)
    @rule(data=st.data(), after=st.integers(1, 45))
    def move(self, data: st.DataObject, after: int) -> None:
        meeting, starts_at = self._a_meeting(data), self._moment(after)
        with acting_as(self.scene.cast.lotta):
            move(meeting=meeting, starts_at=starts_at, by=self.scene.cast.lotta)
        self.told.bookings[meeting] = (starts_at.date(), meeting.kind)

    @precondition(lambda self: self.told.bookings)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        meeting = self._a_meeting(data)
        with acting_as(self.scene.cast.lotta):
            cancel(meeting=meeting, reason="Förhinder.", by=self.scene.cast.lotta)
        del self.told.bookings[meeting]

    @precondition(lambda self: self.told.bookings)
    @rule(data=st.data(), ago=st.integers(0, 5))
    def hold(self, data: st.DataObject, ago: int) -> None:
        self._hold(self._a_meeting(data), today() - ago * DAY)

    @rule(ago=st.integers(0, 12), kind=st.sampled_from(KINDS))
    def meet(self, ago: int, kind: MeetingType) -> None:
        """A meeting written down afterwards."""
        self.book(1, kind)
        self._hold(list(self.told.bookings)[-1], today() - ago * DAY)

    def _hold(self, meeting: Meeting, on: date) -> None:
        held(meeting, self.scene.cast.lotta, on)
        del self.told.bookings[meeting]
        self.told.held += [(on, meeting.kind)] if on >= self.told.enrolled else []

    def _a_meeting(self, data: st.DataObject) -> Meeting:
        return data.draw(st.sampled_from(list(self.told.bookings)))

    @rule(first=st.integers(0, 15), length=st.integers(0, 15))
    def pause(self, first: int, length: int) -> None:
        start, end = today() + first * DAY, today() + (first + length) * DAY
        taken = any(a <= end and start <= b for a, b in self.told.pauses.values() if a <= b)
        try:
            pause = paused(fresh(self.case), self.scene.cast.carin, first, first + length)
        except Refused:
            assert taken
        else:
            assert not taken
            self.told.pauses[pause] = (start, end)

    @precondition(lambda self: any(last >= today() for _, last in self.told.pauses.values()))
    @rule(data=st.data())
    def end_pause(self, data: st.DataObject) -> None:
        lasting = [pause for pause, (_, last) in self.told.pauses.items() if last >= today()]
        pause = data.draw(st.sampled_from(lasting))
        with acting_as(self.scene.cast.carin):
            end_pause(pause=pause, by=self.scene.cast.carin)
        first, _ = self.told.pauses[pause]
        self.told.pauses[pause] = (first, today() - DAY)

    @rule(
        after=st.integers(1, 9),
        weeks=st.sampled_from([4, 5]),
        counting=st.sampled_from(COUNTING),
        own=st.booleans(),
    )
    def change_the_programme(self, after: int, weeks: int, counting: list[str], own: bool) -> None:
        day = today() + after * DAY
        if any(rule[:2] == (own, day) for rule in self.told.rules):
            return
        new = setting(self.case)
        new.pk, new.district = None, self.scene.cast.hv if own else None
        new.valid_from, new.interval_weeks, new.counting_meetings = day, weeks, counting
        new.save(force_insert=True)
        self.told.rules.append((own, day, weeks, counting))

    @rule(days=st.integers(1, 14), hour=st.sampled_from(HOURS), beats=st.booleans())
    def let_days_pass(self, days: int, hour: int, beats: bool) -> None:
        """Each day with its sweep, or without any until the last."""
        for left in reversed(range(days)):
            self._set_clock(today() + DAY, hour)
            self.stands_as_told()
            if beats or not left:
                self._sweep()

    @rule()
    def let_a_week_pass(self) -> None:
        self.let_days_pass(7, 12, beats=True)

    def _sweep(self) -> None:
        sweep(self.scene.cast.hv, today())
        late = (today() - self.told.due).days
        self.noted |= {self.told.last} if late > 0 else set()
        self.told_manager |= {self.told.last} if late >= MANAGER_AFTER else set()
        found = flags(self.case)
        assert {flag.occasion for flag in found} == self.noted
        assert {flag.occasion for flag in found if flag.manager_notified_at} == self.told_manager
        open_flags = [flag.occasion for flag in found if flag.cleared_at is None]
        assert open_flags == ([self.told.last] if late > 0 else [])

    @invariant()
    def stands_as_told(self) -> None:
        """The state shown, its due day, and the two queries that list it."""
        case, due, cases = fresh(self.case), self.told.due, Case.objects.filter(pk=self.case.pk)
        with acting_as(self.scene.cast.lotta):
            meeting = next_meeting(case)
            status = meeting_state(case, meeting.day if meeting else None)
            late = past_interval(cases, today()).exists()
            listed = interval_ends_between(cases, due, due).exists()
        assert status is not None
        assert (status.state, status.due) == (self.told.state(today()), due)
        assert late == (today() > due)
        assert listed


@pytest.fixture
def machine(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[OneCase]]:
    OneCase.scene, OneCase.now = scene, timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: OneCase.now)
    return OneCase


def test_r30_every_day_the_case_stands_as_its_events_say(machine: type[OneCase]) -> None:
    """Planted, each caught: the due day itself late, a cancelled meeting counted as booked, a meeting
    of any kind counted as held, the weeks of today for those of the held day, a day too many in
    ``paused_days``, a held meeting that kept the old interval's paused days, ``lte`` in
    ``past_interval``, ``interval_from`` in the sweep, and the day of a pause's end lost.
    """
    run_machine(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
