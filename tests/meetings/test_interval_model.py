"""R30 against a model: any sequence of events, and on every day the state that the events say.

The model keeps a list of what happened and counts one day at a time from it; it knows nothing of the
facts kept on the case. Days pass over summer time, leap days and year ends. A case may end and be
opened again, or go on in another stadsdel, which has a file and an interval of its own.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from cases.models import Case, Outcome, Person
from cases.rules import setting
from meetings.actions import cancel, end_pause, move
from meetings.models import Meeting
from meetings.rules import interval_ends_between, meeting_state, next_meeting, past_interval
from meetings.sweep import MANAGER_AFTER, sweep
from organisation.access import acting_as, acting_in
from organisation.models import District, MeetingType, User
from sig.lib.dates import STOCKHOLM, today
from sig.lib.rules import Refused
from tests.meetings.conftest import Scene
from tests.meetings.told import DAY, Told
from tests.stories import step
from tests.story_followup import ENDING
from tests.story_meetings import booked, enrolled, flags, fresh, held, paused
from tests.story_transfers import asked, opened, taken_on


pytestmark = pytest.mark.django_db

# A few weeks before the clocks change, a leap day and a year's end.
STARTS = [date(2027, 3, 8), date(2027, 10, 4), date(2028, 2, 7), date(2026, 12, 7)]
HOURS = [0, 12, 23]  # of the clock: at midnight it is another day in UTC
KINDS = [MeetingType.NETWORK, MeetingType.INDIVIDUAL]
COUNTING = [[MeetingType.NETWORK], [MeetingType.NETWORK, MeetingType.INDIVIDUAL]]

runs = precondition(lambda self: self.told.runs)


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
        self.handed_over: list[tuple[Case, Told]] = []
        self._set_clock(start, hour)
        self.case = enrolled(self.scene.case, start - ago * DAY)
        in_force = setting(self.case)
        rule = (False, in_force.valid_from, in_force.interval_weeks, in_force.counting_meetings)
        self.told = Told(start - ago * DAY, [rule])

    @property
    def worker(self) -> User:
        return self.scene.cast.farah if self.handed_over else self.scene.cast.lotta

    @property
    def manager(self) -> User:
        return self.scene.cast.frank if self.handed_over else self.scene.cast.carin

    @property
    def district(self) -> District:
        return self.scene.cast.farsta if self.handed_over else self.scene.cast.hv

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

    @runs
    @rule(after=st.integers(1, 45), kind=st.sampled_from(KINDS))
    def book(self, after: int, kind: MeetingType) -> None:
        starts_at = self._moment(after)
        meeting = booked(self.case, self.worker, starts_at=starts_at, kind=kind)
        self.told.bookings[meeting] = (starts_at.date(), kind)

    @precondition(lambda self: self.told.bookings)
    @rule(data=st.data(), after=st.integers(1, 45))
    def move(self, data: st.DataObject, after: int) -> None:
        meeting, starts_at = self._a_meeting(data), self._moment(after)
        with acting_as(self.worker):
            move(meeting=meeting, starts_at=starts_at, by=self.worker)
        self.told.bookings[meeting] = (starts_at.date(), meeting.kind)

    @precondition(lambda self: self.told.bookings)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        meeting = self._a_meeting(data)
        with acting_as(self.worker):
            cancel(meeting=meeting, reason="Förhinder.", by=self.worker)
        del self.told.bookings[meeting]

    @precondition(lambda self: self.told.bookings)
    @rule(data=st.data(), ago=st.integers(0, 5))
    def hold(self, data: st.DataObject, ago: int) -> None:
        self._hold(self._a_meeting(data), today() - ago * DAY)

    @runs
    @rule(ago=st.integers(0, 12), kind=st.sampled_from(KINDS))
    def meet(self, ago: int, kind: MeetingType) -> None:
        """A meeting written down afterwards."""
        self.book(1, kind)
        self._hold(list(self.told.bookings)[-1], today() - ago * DAY)

    def _hold(self, meeting: Meeting, on: date) -> None:
        held(meeting, self.worker, on)
        del self.told.bookings[meeting]
        self.told.held += [(on, meeting.kind)] if on >= self.told.enrolled else []

    def _a_meeting(self, data: st.DataObject) -> Meeting:
        return data.draw(st.sampled_from(list(self.told.bookings)))

    @runs
    @rule(first=st.integers(0, 15), length=st.integers(0, 15))
    def pause(self, first: int, length: int) -> None:
        start, end = today() + first * DAY, today() + (first + length) * DAY
        taken = any(a <= end and start <= b for a, b in self.told.pauses.values() if a <= b)
        try:
            pause = paused(fresh(self.case), self.manager, first, first + length)
        except Refused:
            assert taken
        else:
            assert not taken
            self.told.pauses[pause] = (start, end)

    @runs
    @precondition(lambda self: any(last >= today() for _, last in self.told.pauses.values()))
    @rule(data=st.data())
    def end_pause(self, data: st.DataObject) -> None:
        lasting = [pause for pause, (_, last) in self.told.pauses.items() if last >= today()]
        pause = data.draw(st.sampled_from(lasting))
        with acting_as(self.manager):
            end_pause(pause=pause, by=self.manager)
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
        new.pk, new.district = None, self.district if own else None
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

    @runs
    @rule()
    def discharge(self) -> None:
        """The case ends, and with it what is booked."""
        step(self.case, "skriv-ut", self.manager, **ENDING)
        self._ended()

    def _ended(self) -> None:
        self.told.runs = False
        self.told.bookings.clear()

    @precondition(lambda self: not self.told.runs)
    @rule()
    def reopen(self) -> None:
        step(self.case, "oppna-igen", self.manager, reason="Söker stöd igen.")
        self.told.runs = True
        self.told.reopened.append(today())

    @runs
    @precondition(lambda self: not self.handed_over)
    @rule(later=st.integers(0, 20))
    def hand_over(self, later: int) -> None:
        """Farsta takes the case on and enrols anew, ``later`` on; nothing of the old one counts."""
        cast = self.scene.cast
        transfer = taken_on(asked(self.case, cast), cast)
        new = opened(transfer, cast)
        ending = ENDING | {"outcome": Outcome.TRANSFERRED, "informed_on": today()}
        step(self.case, "skriv-ut", cast.carin, **ending)
        self._ended()
        for _ in range(later):
            self.let_days_pass(1, 12, beats=True)
        self.handed_over.append((self.case, self.told))
        everywhere = [rule for rule in self.told.rules if not rule[0]]
        self.case = enrolled(new, today(), setting(new).interval_weeks)
        self.told = Told(today(), everywhere)

    def _sweep(self) -> None:
        for district in (self.scene.cast.hv, self.scene.cast.farsta):
            sweep(district, today())
        for case, told in self._all():
            self._flags_stand(case, told)

    def _all(self) -> list[tuple[Case, Told]]:
        return [*self.handed_over, (self.case, self.told)]

    def _flags_stand(self, case: Case, told: Told) -> None:
        late = (today() - told.due).days if told.runs else 0
        told.noted |= {told.last} if late > 0 else set()
        told.told_manager |= {told.last} if late >= MANAGER_AFTER else set()
        found = flags(case)
        assert {flag.occasion for flag in found} == told.noted
        assert {flag.occasion for flag in found if flag.manager_notified_at} == told.told_manager
        open_flags = [flag.occasion for flag in found if flag.cleared_at is None]
        assert open_flags == ([told.last] if late > 0 else [])

    @invariant()
    def stands_as_told(self) -> None:
        """The state shown, its due day, and the two queries that list it."""
        for case, told in self._all():
            self._stands(fresh(case), told)

    def _stands(self, case: Case, told: Told) -> None:
        due, cases = told.due, Case.objects.filter(pk=case.pk)
        with acting_in(case.district):
            meeting = next_meeting(case)
            status = meeting_state(case, meeting.day if meeting else None)
            late = past_interval(cases, today()).exists()
            listed = interval_ends_between(cases, due, due).exists()
        if not told.runs:
            assert (status, meeting, late, listed) == (None, None, False, False)
            return
        assert status is not None
        assert (status.state, status.due) == (told.state(today()), due)
        assert late == (today() > due)
        assert listed


@pytest.fixture
def machine(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[OneCase]]:
    OneCase.scene, OneCase.now = scene, timezone.now()
    with acting_in(scene.cast.hv):
        Person.objects.update(birth_date=date(2013, 1, 1))  # a child in all these years
    monkeypatch.setattr(timezone, "now", lambda: OneCase.now)
    return OneCase


def test_r30_every_day_the_case_stands_as_its_events_say(machine: type[OneCase]) -> None:
    """Planted, each caught: the due day itself late, a cancelled meeting counted as booked, a meeting
    of any kind counted as held, the weeks of today for those of the held day, a day too many in
    ``paused_days``, a held meeting that kept the old interval's paused days, ``lte`` in
    ``past_interval``, ``interval_from`` in the sweep, the day of a pause's end lost, an interval that
    goes on where it was when the case is opened again, and a meeting left booked in the file that is
    handed over.
    """
    run_machine(
        machine,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
