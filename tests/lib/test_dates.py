"""Days as the offices count them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sig.lib import dates


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
    ids=["before midnight, winter", "midnight, winter", "before midnight, summer", "midnight"],
)
def test_the_day_changes_at_midnight_in_stockholm(monkeypatch, moment, day):
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert dates.today() == day


def test_a_date_in_words():
    assert dates.swedish(date(2026, 10, 20)) == "20 oktober"
    assert dates.swedish(date(2026, 1, 1), year=True) == "1 januari 2026"


def test_a_point_in_time_is_told_as_in_stockholm():
    moment = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
    assert dates.swedish(moment) == "1 augusti"
    assert dates.weekday(moment) == "lördag"
    assert dates.swedish_time(moment) == "00.30"
    assert dates.swedish_time(datetime(2026, 12, 1, 8, 5, tzinfo=UTC)) == "09.05"


def test_the_days_of_the_week():
    monday = date(2026, 10, 19)
    names = [dates.weekday(monday + timedelta(days=n)) for n in range(7)]
    assert names == ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]


@pytest.mark.parametrize(("count", "words"), [(0, "0 dagar"), (1, "1 dag"), (28, "28 dagar")])
def test_a_number_of_days_in_words(count, words):
    assert dates.days(count) == words


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 10, 20), date(2026, 10, 19), 17),
        (date(2008, 10, 20), date(2026, 10, 20), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 5, 1), date(2026, 4, 30), -1),
    ],
)
def test_age_in_whole_years(born, day, age):
    assert dates.age_on(born, day) == age


@given(born=DAYS, day=DAYS)
def test_nobody_grows_younger(born, day):
    step = dates.age_on(born, day + timedelta(days=1)) - dates.age_on(born, day)
    assert step in {0, 1}


@pytest.mark.parametrize(
    ("day", "after", "before"),
    [
        (date(2026, 10, 20), date(2026, 10, 20), date(2026, 10, 20)),
        (date(2026, 10, 24), date(2026, 10, 26), date(2026, 10, 23)),
        (date(2026, 4, 3), date(2026, 4, 7), date(2026, 4, 2)),
        (date(2026, 6, 19), date(2026, 6, 22), date(2026, 6, 18)),
        (date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 23)),
        (date(2026, 12, 31), date(2027, 1, 4), date(2026, 12, 30)),
        (date(2027, 1, 6), date(2027, 1, 7), date(2027, 1, 5)),
    ],
    ids=["a Tuesday", "Saturday", "Easter", "midsommarafton", "julafton", "nyår", "trettondagen"],
)
def test_the_nearest_working_days(day, after, before):
    assert dates.next_working_day(day) == after
    assert dates.latest_working_day(day) == before


@given(DAYS)
def test_a_working_day_is_never_on_a_weekend_and_never_far_away(day):
    working_day = dates.next_working_day(day)
    assert working_day.weekday() < 5
    assert timedelta(0) <= working_day - day <= timedelta(days=5)
