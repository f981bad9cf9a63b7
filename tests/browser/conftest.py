"""A real Chromium at a real server, on a database of their own that others can see into.

A module has one browser, one server and one database; each user has a window of their own, with
cookies that nobody shares.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
import redis
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from devtools.locks import locked
from devtools.paths import STATE
from devtools.processes import dies_with_parent, stop
from devtools.static import start_collecting
from organisation.models import AgencyKind, User
from tests.browser.pages import DESK, Visitor
from tests.databases import central_url, committed_database
from tests.people import Cast, hire
from tests.story_consent import agency_in


PATIENCE = 60  # seconds, on a busy machine
PASSWORD = "insatsgrupp-prov"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session", autouse=True)
def _looked_at(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """One folder for both processes of a run, and a new one for the next."""
    own = tmp_path_factory.getbasetemp()
    Visitor.looked_at = (own if worker_id == "master" else own.parent) / "looked_at"
    Visitor.looked_at.mkdir(exist_ok=True)


@pytest.fixture(scope="module")
def chromium() -> str:
    """Where it is. A run of CI must not pass without it."""
    path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    if not Path(path).exists():
        missing = f"Chromium is not at {path}; ./dev test installs it where it may"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    return path


@pytest.fixture(scope="module")
def browser(chromium: str, site: "Site") -> Iterator[Browser]:
    """Keeps pages for "back" as people's browsers do; Playwright by itself turns that off.

    After the site, whose database is copied while nobody is in it: outside the loop below, where
    Django has the connections that are to be closed.

    Playwright keeps an event loop in this thread, where Django then refuses its database. Nothing
    here runs inside that loop, so Django is told to trust us as long as the browser is open.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        opened = driver.chromium.launch(
            executable_path=chromium,
            args=FLAGS,
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield opened
        connection.close()  # inside the loop Django has another one than outside, to this database
        opened.close()


@dataclass(frozen=True)
class Site:
    """The product, served on ``origin`` to its ``cast``. ``env`` is what its processes know."""

    origin: str
    cast: Cast
    env: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """What `./dev manage …` says, against this database."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def site(
    chromium: str, django_db_setup: None, django_db_blocker: Any, worker_id: str
) -> Iterator[Site]:
    with ExitStack() as closing:
        listener = closing.enter_context(socket.create_server(("127.0.0.1", 0)))
        url = closing.enter_context(committed_database(django_db_blocker))
        env = _environment(url, _wiped_cache(worker_id), listener.getsockname()[1])
        with locked(STATE / "static.lock"):
            collecting = start_collecting(env)
            assert collecting is None or collecting.wait() == 0
        served = Site(env["SIG_ORIGIN"], _staff(), env)
        server = subprocess.Popen(
            _gunicorn(listener),
            env=env,
            pass_fds=[listener.fileno()],
            preexec_fn=dies_with_parent(SIGTERM),
            start_new_session=True,
        )
        closing.callback(stop, server, SIGTERM, 10)
        _wait_for(served.origin, server)
        yield served


def _wait_for(origin: str, server: subprocess.Popen[bytes]) -> None:
    """The socket is open since long, so the first question is answered when the server is up."""
    with urlopen(f"{origin}/halsa/", timeout=PATIENCE) as answer:
        assert answer.read() == b"ok", f"gunicorn ended with {server.poll()}"


def _environment(database_url: str, redis_url: str, port: int) -> dict[str, str]:
    env = os.environ | {
        "DATABASE_URL": database_url,
        "DATABASE_CENTRAL_URL": central_url(database_url),
        "REDIS_URL": redis_url,
        "SIG_ORIGIN": f"http://127.0.0.1:{port}",
        "SIG_ALLOWED_HOSTS": "127.0.0.1",
    }
    return {name: value for name, value in env.items() if name != "DATABASE_OWNER_URL"}


def _wiped_cache(worker_id: str) -> str:
    """A number of this process's own, without what the last run left: its count of sign-ins."""
    address = urlsplit(settings.REDIS_URL)
    named = address.query.removeprefix("db=") if address.scheme == "unix" else address.path
    first = int(named.strip("/") or 0)
    number = first + 1 + (0 if worker_id == "master" else int(worker_id.removeprefix("gw")))
    with redis.Redis.from_url(settings.REDIS_URL, db=number) as cache:
        cache.flushdb()
    if address.scheme == "unix":
        return f"unix://{address.path}?db={number}"
    return address._replace(path=f"/{number}").geturl()


def _gunicorn(listener: socket.socket) -> list[str]:
    """As in the Dockerfile, on a socket that is open already: whoever comes early waits in line."""
    return [
        *(sys.executable, "-m", "gunicorn", "sig.wsgi", f"--bind=fd://{listener.fileno()}"),
        *("--workers=2", "--timeout=30", "--no-control-socket", "--log-level=warning"),
    ]


def _staff() -> Cast:
    """Everybody with a password, and the partners on the contact list of Hässelby-Vällingby."""
    cast = hire()
    User.objects.update(password=make_password(PASSWORD))
    for kind in (AgencyKind.POLICE, AgencyKind.SCHOOL, AgencyKind.JOB_CENTRE):
        agency_in(cast.hv, cast.lotta, kind)
    return cast


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Opens a window: ``visit()`` for a stranger, ``visit(cast.lotta)`` for Lotta, signed in."""
    with ExitStack() as closing:

        def opened(user: User | None = None, size: ViewportSize = DESK) -> Visitor:
            context = browser.new_context(
                base_url=site.origin,
                locale="sv-SE",
                timezone_id="Europe/Stockholm",
                viewport=size,
            )
            closing.callback(context.close)
            context.set_default_timeout(PATIENCE * 500)
            visitor = Visitor(context.new_page())
            if user:
                visitor.signs_in(user.username, PASSWORD)
            return visitor

        yield opened
