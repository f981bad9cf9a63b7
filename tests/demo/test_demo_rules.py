"""What holds of the demo before it is written: where it may be loaded, and its days."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from meetings import interval
from organisation.models import User
from sig.demo.figures import REPORT, report
from sig.demo.load import stories
from sig.demo.timeline import GAP, timeline


@pytest.mark.parametrize("command", ["load_demo", "signin_list"])
def test_it_refuses_where_real_people_may_be(db: None, settings: Any, command: str) -> None:
    """Caught: a list of users that was printed anywhere."""
    settings.DEMO = False
    before = User.objects.count()
    with pytest.raises(CommandError, match="SIG_DEMO"):
        call_command(command)
    assert User.objects.count() == before


def test_the_list_says_that_the_demo_is_not_loaded(db: None, settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="load_demo"):
        call_command("signin_list")


def test_the_report_adds_up() -> None:
    """The sums that the report gives: 40 youths, 12 sentenced, 9 ended and 2 who have left."""
    told = report()
    assert len(told) == sum(line.youths for line in REPORT) == 40
    assert sum(story.sentenced for story in told) == 12
    assert sum(story.ended is not None for story in told) == 9 + 2
    assert {story.age for story in told} == {13, 14, 15, 16, 17}


HOLIDAYS = [date(2026, 12, 27), date(2027, 1, 2), date(2027, 3, 30), date(2027, 6, 26)]


@pytest.mark.parametrize("day", [*HOLIDAYS, date(2028, 2, 29), date(2027, 7, 1)])
def test_any_day_will_do(day: date) -> None:
    """Only those meant to be late are. Caught: a meeting that Easter moved past its interval."""
    for story in stories():
        if story.ended or not story.is_enrolled:
            continue
        times = timeline(story, day)
        assert times.interval_from
        weeks = 5 if story.is_adult else 4
        late = interval.state(times.interval_from, weeks, day) == interval.State.OVERDUE
        assert late == (story.since > GAP), story
        days = [times.opened, times.enrolled, *times.meetings]
        assert days == sorted(set(days))
        gaps = zip(days[1:], days[2:], strict=False)
        assert all(later - sooner <= timedelta(GAP) for sooner, later in gaps)
