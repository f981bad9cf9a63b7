"""R30: the day that the forms propose is inside the interval, and one on which people work."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cases.models import Case
from meetings.interval import due
from meetings.rules import proposed_day
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
    paused=st.integers(0, 40),
)
@example(last=date(2026, 11, 27), weeks=4, gone=20, paused=0)  # Christmas Day, a Friday
@example(last=date(2027, 2, 28), weeks=4, gone=9, paused=1)  # Easter Monday
@example(last=date(2026, 11, 28), weeks=4, gone=24, paused=0)  # the Christmas days, all of them
def test_r30_the_proposed_day_is_a_working_day_inside_the_interval(
    monkeypatch: pytest.MonkeyPatch, last: date, weeks: int, gone: int, paused: int
) -> None:
    """Planted: without ``latest_working_day``, and without ``next_working_day``."""
    clock = datetime.combine(last + gone * DAY, time(12), STOCKHOLM)
    monkeypatch.setattr(timezone, "now", lambda: clock)
    case = Case(enrolled_on=last, interval_from=last, interval_weeks=weeks, paused_days=paused)
    day, limit = proposed_day(case), due(last, weeks, paused)
    assert is_working_day(day)
    assert day > today()
    days_inside = [today() + n * DAY for n in range(1, (limit - today()).days + 1)]
    if any(is_working_day(each) for each in days_inside):
        assert day == max(each for each in days_inside if is_working_day(each))


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
