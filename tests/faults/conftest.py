import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
import redis
from django.conf import settings

from cases.models import Case
from sig.celery import app
from sig.lib.dates import today
from tests.databases import committed_database
from tests.faults.mailbox import Mailbox, open_mailbox
from tests.people import Cast, hire
from tests.stories import open_case_for
from tests.story_meetings import enrolled


PATIENCE = 60  # seconds, on a busy machine


def wait_for(true: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.1)


@pytest.fixture
def database_url(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of the test's own, where everything is committed."""
    with committed_database(django_db_blocker) as url:
        yield url


@pytest.fixture
def hired(database_url: str) -> Cast:
    return hire()


class Broker:
    """The real broker, on a database number of the test's own."""

    def __init__(self, number: int) -> None:
        address = urlsplit(settings.REDIS_URL)
        if address.scheme == "unix":
            self.url = f"unix://{address.path}?db={number}"
            self.kombu = f"redis+socket://{address.path}?virtual_host={number}"
        else:
            self.url = self.kombu = address._replace(path=f"/{number}").geturl()
        self.client = redis.Redis.from_url(self.url)

    def wipe(self) -> None:
        self.client.flushdb()

    def waiting(self) -> int:
        return int(self.client.llen("celery"))  # type: ignore[arg-type]

    def unacknowledged(self) -> int:
        return int(self.client.hlen("unacked"))  # type: ignore[arg-type]

    def send(self, task: str, *ids: Any) -> None:
        with app.connection_for_write(self.kombu) as link:
            app.send_task(task, args=ids, connection=link)

    def idle(self) -> bool:
        return not self.waiting() and not self.unacknowledged()

    def redeliver(self) -> None:
        """What comes of a task that nobody has acknowledged, once its time is out."""
        at_once = {"visibility_timeout": 0}
        with app.connection_for_write(self.kombu, transport_options=at_once) as link:
            link.default_channel.qos.restore_visible()


@pytest.fixture
def broker(worker_id: str) -> Iterator[Broker]:
    """On the last of the numbers that a run has, so that nobody else is there."""
    address = urlsplit(settings.REDIS_URL)
    named = address.query.removeprefix("db=") if address.scheme == "unix" else address.path
    first = int(named.strip("/") or 0)
    last = first + (15 if worker_id == "master" else 14 - int(worker_id.removeprefix("gw")))
    found = Broker(last)
    found.wipe()
    yield found
    found.wipe()
    found.client.close()


@dataclass
class Worker:
    """A real Celery worker in processes of its own, which end with the test."""

    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self, children: int = 1) -> None:
        command = [sys.executable, "-m", "celery", "-A", "sig", "worker", "-c", str(children)]
        self.process = subprocess.Popen(
            [*command, "--loglevel=WARNING", "--without-gossip", "--without-mingle"],
            env=self.env,
            start_new_session=True,
        )

    def kill(self) -> None:
        """As the power failing: parent and children at once, without a word."""
        self._signal(signal.SIGKILL)

    def freeze(self) -> None:
        """Stop the parent, which acknowledges; its child goes on with the task."""
        assert self.process
        os.kill(self.process.pid, signal.SIGSTOP)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if self.process:
            os.killpg(self.process.pid, number)
            self.process.wait(timeout=PATIENCE)
            self.process = None


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as found:
        yield found


@pytest.fixture
def worker(database_url: str, broker: Broker, mailbox: Mailbox) -> Iterator[Worker]:
    places = {"DATABASE_URL": database_url, "REDIS_URL": broker.url, "SIG_EMAIL_URL": mailbox.url}
    env = os.environ | places
    worker = Worker({name: value for name, value in env.items() if name != "DATABASE_OWNER_URL"})
    yield worker
    worker.kill()


@pytest.fixture
def link(database_url: str) -> Iterator[psycopg.Connection]:
    """A second connection, as a colleague who is at work at the same time."""
    with psycopg.connect(database_url) as link:
        yield link


def late_cases(cast: Cast, days: dict[str, int]) -> dict[str, Case]:
    """Cases by first name, enrolled so many days ago, every other one in Farsta."""
    cases = {}
    for number, (name, ago) in enumerate(days.items()):
        user, district = [(cast.lotta, cast.hv), (cast.farah, cast.farsta)][number % 2]
        case = open_case_for(user, district, first_name=name)
        cases[name] = enrolled(case, today() - timedelta(days=ago))
    return cases
