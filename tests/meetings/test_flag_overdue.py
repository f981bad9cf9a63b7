"""The sweep: one flag for each case and occasion, the same answer as the pure function."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import LogEntry
from cases.models import Case
from meetings.interval import State, state, status
from meetings.sweep import MANAGER_AFTER, sweep
from organisation.access import acting_in
from sig.lib.dates import today
from tests.meetings.conftest import Scene
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_meetings import booked, enrolled, flags, fresh, held


pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def swept(scene: Scene, day: date) -> tuple[int, int, int]:
    done = sweep(scene.cast.hv, day)
    return done.raised, done.notified, done.cleared


def last_held(scene: Scene, on: date, weeks: int = 4) -> None:
    enrolled(scene.case, on, weeks)


def test_the_due_day_is_not_late_and_the_next_day_is(scene: Scene) -> None:
    """Planted: with ``<=`` for ``<`` in the statement the due day itself was flagged."""
    last_held(scene, date(2026, 10, 1))
    assert swept(scene, date(2026, 10, 29)) == (0, 0, 0)
    assert swept(scene, date(2026, 10, 30)) == (1, 0, 0)


@pytest.mark.parametrize(
    ("last", "weeks", "due"),
    [
        (date(2028, 2, 1), 4, date(2028, 2, 29)),
        (date(2028, 2, 29), 4, date(2028, 3, 28)),
        (date(2027, 2, 1), 4, date(2027, 3, 1)),
        (date(2027, 3, 1), 4, date(2027, 3, 29)),
        (date(2027, 10, 4), 4, date(2027, 11, 1)),
        (date(2027, 12, 6), 5, date(2028, 1, 10)),
    ],
    ids=["due on a leap day", "held on one", "no leap day", "summer time", "winter time", "a year"],
)
def test_the_edge_stands_where_the_calendar_puts_it(
    scene: Scene, last: date, weeks: int, due: date
) -> None:
    last_held(scene, last, weeks)
    assert swept(scene, due)[0] == 0
    assert swept(scene, due + DAY)[0] == 1


def test_running_it_again_changes_nothing(scene: Scene) -> None:
    last_held(scene, today() - timedelta(days=40))
    assert swept(scene, today()) == (1, 1, 0)
    before = [(flag.pk, flag.raised_at, flag.manager_notified_at) for flag in flags(scene.case)]
    assert swept(scene, today()) == (0, 0, 0)
    after = [(flag.pk, flag.raised_at, flag.manager_notified_at) for flag in flags(scene.case)]
    assert after == before


def test_the_manager_is_told_after_seven_days(scene: Scene) -> None:
    last_held(scene, date(2026, 10, 1))
    due = date(2026, 10, 29)
    assert swept(scene, due + (MANAGER_AFTER - 1) * DAY) == (1, 0, 0)
    assert swept(scene, due + MANAGER_AFTER * DAY) == (0, 1, 0)


def test_holding_a_meeting_clears_the_flag(scene: Scene) -> None:
    last_held(scene, today() - timedelta(days=40))
    swept(scene, today())
    held(booked(fresh(scene.case), scene.cast.lotta), scene.cast.lotta)
    assert flags(scene.case)[0].cleared_at is not None
    assert swept(scene, today()) == (0, 0, 0)


def test_a_cancelled_meeting_clears_nothing(scene: Scene) -> None:
    last_held(scene, today() - timedelta(days=40))
    swept(scene, today())
    booked(fresh(scene.case), scene.cast.lotta)
    assert flags(scene.case)[0].cleared_at is None


def test_a_flag_that_was_left_standing_is_cleared(scene: Scene) -> None:
    """As when a meeting was held in the same moment as the sweep ran."""
    last_held(scene, today() - timedelta(days=40))
    swept(scene, today())
    last_held(scene, today() - timedelta(days=2))
    assert swept(scene, today()) == (0, 0, 1)


def test_each_late_interval_has_a_flag_of_its_own(scene: Scene) -> None:
    last_held(scene, date(2026, 1, 1))
    swept(scene, date(2026, 2, 1))
    last_held(scene, date(2026, 3, 1))
    assert swept(scene, date(2026, 4, 1)) == (1, 0, 1)
    assert [flag.occasion for flag in flags(scene.case)] == [date(2026, 1, 1), date(2026, 3, 1)]


def test_a_closed_case_is_not_flagged_and_its_flags_are_cleared(scene: Scene) -> None:
    last_held(scene, today() - timedelta(days=40))
    swept(scene, today())
    with acting_in(scene.cast.hv):
        moment = flags(scene.case)[0].raised_at
        Case.objects.filter(pk=scene.case.pk).update(closed_at=moment, outcome="moved")
    assert swept(scene, today()) == (0, 0, 1)


def test_a_case_that_is_not_enrolled_is_never_late(cast: Cast) -> None:
    open_case_for(cast.lotta, cast.hv)
    assert sweep(cast.hv, today() + 400 * DAY).raised == 0


def test_another_stadsdel_is_left_alone(scene: Scene) -> None:
    last_held(scene, today() - timedelta(days=40))
    assert sweep(scene.cast.farsta, today()).raised == 0
    assert flags(scene.case) == []


def test_the_sweep_is_logged_with_its_counts(scene: Scene) -> None:
    last_held(scene, today() - timedelta(days=40))
    swept(scene, today())
    with acting_in(scene.cast.hv):
        entry = LogEntry.objects.get(event="flags.swept")
    assert (entry.actor_name, entry.district_name) == ("Systemet", "Hässelby-Vällingby")
    assert entry.detail == "raised=1 notified=1 cleared=0"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    weeks=st.sampled_from([4, 5]),
    day=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    ago=st.integers(0, 60),
)
def test_the_statements_agree_with_the_pure_function(
    scene: Scene, weeks: int, day: date, ago: int
) -> None:
    """Planted: with 28 days for both intervals the two disagreed on the first try at five weeks."""
    last = day - timedelta(days=ago)
    with transaction.atomic():
        last_held(scene, last, weeks)
        raised, notified, _ = swept(scene, day)
        transaction.set_rollback(True)  # the next example starts without flags
    assert raised == (state(last, weeks, day) == State.OVERDUE)
    assert notified == (status(last, weeks, day).days_late >= MANAGER_AFTER)


def test_the_command_says_what_it_did(scene: Scene) -> None:
    last_held(scene, today() - timedelta(days=30))
    out = StringIO()
    call_command("flag_overdue", "--district", "Hässelby-Vällingby", stdout=out)
    assert out.getvalue() == (
        "Hässelby-Vällingby: 1 flaggade, 0 meddelade till chefen, 0 avslutade.\n"
    )


def test_the_command_sweeps_every_stadsdel(scene: Scene) -> None:
    last_held(scene, today() - timedelta(days=30))
    out = StringIO()
    call_command("flag_overdue", stdout=out)
    assert len(out.getvalue().splitlines()) == 11
    assert len(flags(scene.case)) == 1


def test_the_command_refuses_a_name_that_is_no_stadsdel(cast: Cast) -> None:
    with pytest.raises(CommandError, match="Kista"):
        call_command("flag_overdue", "--district", "Kista")
