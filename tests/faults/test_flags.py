"""The nightly sweep with a real worker over the real broker, and what happens when they break."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from audit.models import LogEntry
from cases.models import Case
from meetings.models import Flag
from meetings.sweep import RAISE
from organisation.access import acting_in
from sig.lib.dates import today
from tests.faults.conftest import Broker, Worker, late_cases, wait_for
from tests.people import Cast


EVERYWHERE = "meetings.tasks.flag_overdue_everywhere"
ONE = "meetings.tasks.flag_overdue_in"

# First name → days since enrolment. The limit is 28; every other case is in Farsta.
DAYS = {"Ada": 40, "Bo": 29, "Cleo": 28, "Dag": 3}
LATE = {"Ada", "Bo"}


@pytest.fixture
def cases(hired: Cast) -> dict[str, Case]:
    return late_cases(hired, DAYS)


def flagged(cases: dict[str, Case]) -> list[str]:
    """The first names of those with a flag, once for each flag."""
    found = []
    for name, case in cases.items():
        with acting_in(case.district):
            found += [name] * Flag.objects.of(case).count()
    return found


def test_a_real_worker_flags_over_the_real_broker(
    cases: dict[str, Case], broker: Broker, worker: Worker
) -> None:
    """Planted: with the task's body emptied this waited in vain."""
    worker.start()
    broker.send(EVERYWHERE)
    wait_for(lambda: set(flagged(cases)) == LATE, "the flags")


def test_a_task_delivered_twice_flags_once(
    cases: dict[str, Case], hired: Cast, broker: Broker, worker: Worker
) -> None:
    """Every delivery goes through. Planted: without the conflict clause only the first one did."""
    for _ in range(3):
        broker.send(ONE, hired.hv.pk)
        broker.send(ONE, hired.farsta.pk)
    worker.start()
    wait_for(lambda: set(flagged(cases)) == LATE, "the flags")
    wait_for(lambda: not broker.waiting() and not broker.unacknowledged(), "an empty queue")
    assert sorted(flagged(cases)) == sorted(LATE)
    with acting_in(hired.hv):
        assert LogEntry.objects.filter(event="flags.swept").count() == 3


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(
    cases: dict[str, Case],
    hired: Cast,
    broker: Broker,
    worker: Worker,
    link: psycopg.Connection,
) -> None:
    """It is stopped while its insert waits for another one of the same flag; then killed."""
    _hold_the_flag_of(cases["Ada"], link)
    worker.start()
    broker.send(ONE, hired.hv.pk)
    wait_for(lambda: _waits_for_a_lock(), "the worker to reach its insert")
    worker.kill()
    link.rollback()
    assert flagged(cases) == []

    worker.start()
    broker.send(EVERYWHERE)
    wait_for(lambda: set(flagged(cases)) == LATE, "the flags after the restart")
    wait_for(lambda: not broker.waiting(), "an empty queue")
    assert sorted(flagged(cases)) == sorted(LATE)


def _hold_the_flag_of(case: Case, link: psycopg.Connection) -> None:
    """Insert the same flag in a transaction that stays open."""
    district = str(case.district_id)
    link.execute("select set_config('sig.districts', %s, true)", ["{" + district + "}"])
    values = {"district": case.district_id, "weeks": [4]}
    link.execute(RAISE, values | {"cutoffs": [today() - timedelta(days=28)]})


def _waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_stat_activity "
            "where datname = current_database() and wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def test_a_wiped_broker_loses_nothing(
    cases: dict[str, Case], hired: Cast, broker: Broker, worker: Worker
) -> None:
    """What was queued is gone. The next sweep asks the cases, so it finds them all the same."""
    broker.send(ONE, hired.hv.pk)
    broker.send(ONE, hired.farsta.pk)
    assert broker.waiting() == 2
    broker.wipe()
    worker.start()
    broker.send(ONE, hired.farsta.pk)
    wait_for(lambda: "Bo" in flagged(cases), "the worker")
    assert flagged(cases) == ["Bo"]  # the wiped tasks never came
    broker.send(EVERYWHERE)
    wait_for(lambda: set(flagged(cases)) == LATE, "the flags")
