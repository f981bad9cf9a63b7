"""The interval rule, R30: a case meets at least every fourth or fifth week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.interval import (
    Pause,
    State,
    due,
    overdue_since_cutoff,
    paused_days,
    state,
    status,
)


HELD = date(2026, 9, 22)
DUE = date(2026, 10, 20)
DAY = timedelta(days=1)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
WEEKS = st.sampled_from([4, 5])


@st.composite
def pauses(draw):
    """Up to four pauses, that may overlap, in any order."""
    drawn = draw(st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=4))
    return [Pause(start, start + timedelta(days=length)) for start, length in drawn]


def due_within(last, weeks, within):
    """The due day of an interval with these pauses."""
    return due(last, weeks, paused_days(last, weeks, within))


def counted(last, day, within):
    """The days after `last` up to `day` that count: the definition, one day at a time."""
    all_days = (last + timedelta(days=n) for n in range(1, (day - last).days + 1))
    return sum(not any(pause.covers(each) for pause in within) for each in all_days)


@pytest.mark.parametrize(
    ("last", "weeks", "expected"),
    [
        (HELD, 4, DUE),
        (HELD, 5, date(2026, 10, 27)),
        (date(2028, 2, 1), 4, date(2028, 2, 29)),
        (date(2028, 2, 29), 4, date(2028, 3, 28)),
        (date(2027, 2, 1), 4, date(2027, 3, 1)),
        (date(2026, 3, 15), 4, date(2026, 4, 12)),
        (date(2026, 10, 11), 4, date(2026, 11, 8)),
        (date(2026, 12, 20), 5, date(2027, 1, 24)),
    ],
    ids=[
        "four weeks",
        "five weeks",
        "due on a leap day",
        "held on a leap day",
        "no leap day",
        "over the start of summer time",
        "over the end of summer time",
        "over New Year",
    ],
)
def test_the_next_meeting_is_due_whole_weeks_after_the_last(last, weeks, expected):
    assert due(last, weeks) == expected
    assert expected.weekday() == last.weekday()


def test_the_due_day_itself_is_not_overdue():
    assert state(HELD, 4, DUE) == State.NOT_BOOKED
    assert state(HELD, 4, DUE, booked=DUE) == State.BOOKED
    assert state(HELD, 4, DUE + DAY) == State.OVERDUE


def test_a_meeting_booked_inside_the_interval_is_booked():
    assert state(HELD, 4, HELD + DAY, booked=DUE) == State.BOOKED


def test_a_meeting_booked_after_the_due_day_is_not_booked_inside():
    found = status(HELD, 4, HELD + DAY, booked=DUE + DAY)
    assert (found.state, found.booked_late) == (State.NOT_BOOKED, True)
    assert not status(HELD, 4, HELD + DAY, booked=DUE).booked_late


def test_a_coming_meeting_does_not_clear_a_late_one():
    found = status(HELD, 4, DUE + DAY, booked=DUE + 3 * DAY)
    assert (found.state, found.booked_late) == (State.OVERDUE, True)


def test_a_cancelled_meeting_does_not_count():
    """It was never held: `last` stays where it was, and no meeting is booked any more."""
    assert state(HELD, 4, DUE, booked=None) == State.NOT_BOOKED
    assert state(HELD, 4, DUE + DAY, booked=None) == State.OVERDUE


def test_a_booked_day_that_passed_without_a_meeting_is_no_booking():
    assert state(HELD, 4, HELD + 9 * DAY, booked=HELD + 8 * DAY) == State.NOT_BOOKED
    assert state(HELD, 4, HELD + 8 * DAY, booked=HELD + 8 * DAY) == State.BOOKED


def test_a_held_meeting_clears_the_lateness():
    today = DUE + 5 * DAY
    assert state(HELD, 4, today) == State.OVERDUE
    assert state(today, 4, today) == State.NOT_BOOKED


def test_the_numbers_for_a_late_case():
    found = status(HELD, 4, HELD + 33 * DAY)
    assert found.due == DUE
    assert (found.days_since, found.limit_days) == (33, 28)
    assert (found.days_left, found.days_late) == (0, 5)


def test_the_numbers_for_a_case_in_time():
    found = status(HELD, 4, DUE - 7 * DAY)
    assert (found.days_since, found.days_left, found.days_late) == (21, 7, 0)


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ([Pause(HELD + 5 * DAY, HELD + 11 * DAY)], DUE + 7 * DAY),
        ([Pause(HELD + 5 * DAY, HELD + 5 * DAY)], DUE + DAY),
        ([Pause(DUE, DUE + 6 * DAY)], DUE + 7 * DAY),
        ([Pause(DUE + DAY, DUE + 7 * DAY)], DUE),
        ([Pause(HELD - 9 * DAY, HELD)], DUE),
        ([Pause(HELD - 9 * DAY, HELD + 2 * DAY)], DUE + 2 * DAY),
        (
            [
                Pause(HELD + 20 * DAY, HELD + 22 * DAY),
                Pause(HELD + 5 * DAY, HELD + 6 * DAY),
            ],
            DUE + 5 * DAY,
        ),
        (
            [Pause(HELD + 5 * DAY, HELD + 9 * DAY), Pause(HELD + 8 * DAY, HELD + 11 * DAY)],
            DUE + 7 * DAY,
        ),
        (
            [Pause(HELD + 5 * DAY, HELD + 11 * DAY), Pause(HELD + 7 * DAY, HELD + 8 * DAY)],
            DUE + 7 * DAY,
        ),
        ([Pause(DUE - DAY, DUE), Pause(DUE + 2 * DAY, DUE + 3 * DAY)], DUE + 4 * DAY),
    ],
    ids=[
        "a week",
        "one day",
        "from the due day",
        "after the due day",
        "before the last meeting",
        "over the last meeting",
        "two, in any order",
        "overlapping",
        "one inside the other",
        "the second is reached because of the first",
    ],
)
def test_days_in_a_pause_do_not_count(within, expected):
    assert due_within(HELD, 4, within) == expected


def test_a_pause_that_starts_too_late_does_not_hide_lateness():
    assert paused_days(HELD, 4, [Pause(DUE + DAY, DUE + 60 * DAY)]) == 0
    assert state(HELD, 4, DUE + 2 * DAY) == State.OVERDUE


def test_a_pause_that_is_ended_early_gives_its_other_days_back():
    assert due_within(HELD, 4, [Pause(HELD + 5 * DAY, HELD + 60 * DAY)]) == DUE + 56 * DAY
    assert due_within(HELD, 4, [Pause(HELD + 5 * DAY, HELD + 14 * DAY)]) == DUE + 10 * DAY


def test_the_numbers_of_a_paused_case():
    found = status(HELD, 4, DUE + 12 * DAY, paused=10)
    assert (found.due, found.days_paused, found.days_late) == (DUE + 10 * DAY, 10, 2)
    assert status(HELD, 4, DUE, booked=DUE + 10 * DAY, paused=10).state == State.BOOKED
    assert status(HELD, 4, DUE, booked=DUE + 11 * DAY, paused=10).booked_late


def test_a_pause_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        Pause(DUE, HELD)


@pytest.mark.parametrize("weeks", [0, -4])
def test_an_interval_is_at_least_a_week(weeks):
    with pytest.raises(ValueError, match="at least one week"):
        due(HELD, weeks)


@given(last=DAYS, weeks=WEEKS, within=pauses())
def test_the_due_day_is_the_first_on_which_enough_days_have_counted(last, weeks, within):
    """Against the definition, one day at a time."""
    day = due_within(last, weeks, within)
    assert counted(last, day, within) == 7 * weeks
    assert counted(last, day - DAY, within) == 7 * weeks - 1


@given(last=DAYS, weeks=WEEKS, within=pauses())
def test_a_later_meeting_is_never_due_earlier(last, weeks, within):
    assert due_within(last + DAY, weeks, within) >= due_within(last, weeks, within)


@given(last=DAYS, within=pauses())
def test_a_longer_interval_is_never_due_earlier(last, within):
    assert due_within(last, 5, within) >= due_within(last, 4, within)


@given(last=DAYS, weeks=WEEKS, within=pauses(), added=st.tuples(DAYS, st.integers(0, 60)))
def test_another_pause_never_brings_the_day_forward(last, weeks, within, added):
    more = [*within, Pause(added[0], added[0] + timedelta(days=added[1]))]
    assert due_within(last, weeks, more) >= due_within(last, weeks, within)


@given(last=DAYS, weeks=WEEKS, ahead=st.integers(0, 99), wait=st.none() | st.integers(-9, 99))
def test_without_a_held_meeting_lateness_never_goes_away(last, weeks, ahead, wait):
    """However the due day is asked about, and whatever is booked."""
    today = last + timedelta(days=ahead)
    booked = None if wait is None else today + timedelta(days=wait)
    if state(last, weeks, today, booked) == State.OVERDUE:
        assert state(last, weeks, today + DAY, booked) == State.OVERDUE
    assert status(last, weeks, today, booked).due == status(last, weeks, today + DAY).due


@given(last=DAYS, weeks=WEEKS, late=st.integers(0, 60), length=st.integers(0, 60), within=pauses())
def test_r30_a_pause_decided_on_a_late_day_never_hides_lateness(last, weeks, late, length, within):
    """Planted: with one day more in ``paused_days`` a pause from the day after the due day moved it."""
    today = due_within(last, weeks, within) + timedelta(days=late + 1)
    more = [*within, Pause(today, today + timedelta(days=length))]
    assert state(last, weeks, today, paused=paused_days(last, weeks, more)) == State.OVERDUE


@given(weeks=WEEKS, today=DAYS, ago=st.integers(0, 400), within=pauses())
def test_the_sweep_and_the_state_agree(weeks, today, ago, within):
    last = today - timedelta(days=ago)
    paused = paused_days(last, weeks, within)
    swept = last + timedelta(days=paused) < overdue_since_cutoff(today, weeks)
    assert swept == (state(last, weeks, today, paused=paused) == State.OVERDUE)


@given(last=DAYS, weeks=WEEKS, ahead=st.integers(0, 120), within=pauses())
def test_the_numbers_agree_with_the_state(last, weeks, ahead, within):
    today = last + timedelta(days=ahead)
    paused = paused_days(last, weeks, within)
    found = status(last, weeks, today, paused=paused)
    assert found.state == state(last, weeks, today, paused=paused)
    assert (found.state == State.OVERDUE) == (found.days_late > 0)
    assert (found.due - last).days - found.days_paused == found.limit_days
    assert found.days_left == 0 or found.days_late == 0
