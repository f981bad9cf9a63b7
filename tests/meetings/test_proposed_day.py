"""R30: the day that the forms propose is inside the interval, and one on which people work."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cases.models import Case
from meetings.interval import Pause, due, paused_days
from meetings.models import IntervalPause
from meetings.rules import free_times, proposed_day, proposed_next_day
from organisation.access import acting_as
from sig.lib.dates import STOCKHOLM, is_working_day, swedish, today
from tests.meetings.conftest import Scene
from tests.story_cases import signed_in
from tests.story_meetings import booked, fresh, paused


DAY = timedelta(days=1)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    last=st.dates(date(2026, 1, 1), date(2031, 12, 31)),
    weeks=st.sampled_from([4, 5]),
    gone=st.integers(0, 60),
    pauses=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 30)), max_size=3),
)
@example(last=date(2026, 11, 27), weeks=4, gone=20, pauses=[])  # Christmas Day, a Friday
@example(last=date(2027, 2, 28), weeks=4, gone=9, pauses=[(1, 0)])  # Easter Monday
@example(last=date(2026, 11, 28), weeks=4, gone=24, pauses=[])  # the Christmas days, all of them
@example(last=date(2026, 9, 1), weeks=4, gone=20, pauses=[(21, 9)])  # up to the day before the last
def test_r30_the_proposed_day_is_a_working_day_inside_the_interval_and_outside_pauses(
    monkeypatch: pytest.MonkeyPatch,
    last: date,
    weeks: int,
    gone: int,
    pauses: list[tuple[int, int]],
) -> None:
    """Planted: a day off, a day in a pause, and the first day inside in place of the last."""
    clock = datetime.combine(last + gone * DAY, time(12), STOCKHOLM)
    monkeypatch.setattr(timezone, "now", lambda: clock)
    lasting = [Pause(last + first * DAY, last + (first + length) * DAY) for first, length in pauses]
    paused = paused_days(last, weeks, lasting)
    case = Case(enrolled_on=last, interval_from=last, interval_weeks=weeks, paused_days=paused)
    day, limit = proposed_day(case, lasting), due(last, weeks, paused)

    def fits(each: date) -> bool:
        return is_working_day(each) and not any(pause.covers(each) for pause in lasting)

    assert fits(day)
    assert day > today()
    inside = [today() + n * DAY for n in range(1, (limit - today()).days + 1)]
    if any(fits(each) for each in inside):
        assert day == max(each for each in inside if fits(each))
    else:
        start = max(limit, today())
        assert not any(fits(start + n * DAY) for n in range(1, (day - start).days))


def field(page: str, name: str) -> str:
    """The value that the page shows in a field."""
    tag = page[page.index(f'name="{name}"') :]
    return tag[: tag.index(">")].split('value="')[1].split('"')[0]


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_r30_both_forms_propose_a_day_and_say_the_last(scene: Scene) -> None:
    """Planted: ``last_day`` without ``paused_days`` proposed a day two weeks too early."""
    paused(scene.case, scene.cast.carin, first=1, last=14)
    lotta = signed_in(scene.cast.lotta)
    latest = today() + (28 - 10 + 14) * DAY
    page = shown(lotta, f"/arenden/{scene.case.pk}/moten/boka/")
    assert f"Senast {swedish(latest)}, så hålls intervallet." in page
    assert latest - 6 * DAY < date.fromisoformat(field(page, "day")) <= latest
    meeting = booked(fresh(scene.case), scene.cast.lotta)
    latest = today() + (28 + 14) * DAY
    page = shown(lotta, f"/arenden/{scene.case.pk}/moten/{meeting.pk}/")
    assert f"Senast {swedish(latest)}, så hålls intervallet." in page
    assert is_working_day(date.fromisoformat(field(page, "next_on")))


@pytest.mark.django_db
def test_r30_no_free_time_is_proposed_in_a_pause(scene: Scene) -> None:
    """Two days of the interval lie after the pause. Planted: ``free_times`` without the pauses."""
    pause = paused(scene.case, scene.cast.carin, first=17, last=30)
    with acting_as(scene.cast.lotta):
        times = free_times(fresh(scene.case), scene.cast.lotta)
    days = [slot.astimezone(STOCKHOLM).date() for slot in times]
    assert len(days) == 3
    assert not [day for day in days if pause.from_on <= day <= pause.to_on]


@pytest.mark.django_db
def test_r30_the_next_day_is_not_proposed_in_a_pause(scene: Scene) -> None:
    """Planted: the Friday before a last day on a Sunday, in the pause of that week."""
    sunday = today() - today().isoweekday() % 7 * DAY
    first = (sunday + 28 * DAY - today()).days
    pause = paused(scene.case, scene.cast.carin, first=first, last=first + 6)
    with acting_as(scene.cast.lotta):
        lasting = IntervalPause.objects.of(scene.case).lasting()
        day = proposed_next_day(fresh(scene.case), sunday, lasting)
    assert day is not None
    assert day < pause.from_on
