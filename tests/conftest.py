"""The harness: the application's own database role, no network, nothing undefined in a template.

The test database is made by the owner's role and used by the application's, so that row security
holds in every test. Tests arrange through actions, inside ``acting_as``.
"""

import socket
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import setup_databases, teardown_databases

from followup.access import incoming
from organisation.access import _granted
from organisation.models import User
from sig.worklist import late_count
from sig.worklist.beside import late_beside
from tests.people import Cast, hire


# How long an example takes is the machine's affair, not the rule's.
hypothesis.settings.register_profile("shared", deadline=None)
hypothesis.settings.load_profile("shared")


def connect_as(url: dict[str, Any]) -> None:
    """Sign in as another role. The owner's deadlines are his own: a migration may take its time."""
    connection.close()
    for key in ("USER", "PASSWORD", "OPTIONS"):
        connection.settings_dict[key] = url[key]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Make the test database as the owner, then go on as the role that web and workers use.

    ``--reuse-db`` keeps it for the next run: half a minute less for who runs one file at a time.
    ``--create-db`` beside it makes it anew, as after a migration that was changed.
    """
    import dj_database_url

    owner = {"USER": "", "PASSWORD": "", "OPTIONS": {}} | dj_database_url.parse(
        settings.DATABASE_OWNER_URL
    )
    app = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connect_as(owner)
        made = setup_databases(
            verbosity=0,
            interactive=False,
            parallel=0,
            serialized_aliases=[],  # no test wants the rows of the migrations back
            keepdb=django_db_keepdb and not django_db_createdb,
        )
        connect_as(app)
        hire()
    yield
    with django_db_blocker.unblock():
        connect_as(owner)
        teardown_databases(made, verbosity=0, keepdb=django_db_keepdb)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(worker_id: str) -> None:
    """One database for each process of the run."""
    name = connection.settings_dict["NAME"]
    suffix = "" if worker_id == "master" else f"_{worker_id}"
    connection.settings_dict["TEST"]["NAME"] = f"test_{name}{suffix}"


@pytest.fixture(autouse=True)
def _plain_settings(settings: Any) -> None:
    """No collected static files, and a password hash that costs nothing."""
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True  # finds a file when it is asked for, not at the start
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be reached: its loopback addresses and its unix sockets."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError("a test reached for the network")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture
def counted_menu() -> None:
    """For a test that looks at the figures in the menu: they are as the user meets them."""


COUNTED = {
    *("counted_menu", "asked_once"),
    *("django_assert_num_queries", "django_assert_max_num_queries"),
}


@pytest.fixture(autouse=True)
def _menu_without_figures(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting what is late, for the menu, took two fifths of the time of the tests of pages.

    Where nobody looks at the figure it is 0. Every page counts it for everybody in the access
    matrix, where queries are counted, and in the browser; ``late_count`` itself is left alone.
    """
    if COUNTED.isdisjoint(request.fixturenames):
        monkeypatch.setattr("sig.context.late_count", lambda user, day: 0)
        monkeypatch.setattr("sig.context.late_beside", lambda user, day: 0)


@pytest.fixture
def asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of hundreds of requests that change nothing: what is the same in each, asked once.

    The figures in the menu, what is handed over to the user's stadsdel, and the user's roles took
    more than half the time of a refusal, and laying out the same paper that of a page. All are the
    real answers. Not for tests in which roles change.
    """
    monkeypatch.setattr("sig.context.late_count", cache(late_count))
    monkeypatch.setattr("sig.context.late_beside", cache(late_beside))
    monkeypatch.setattr("sig.context.incoming", _fetched(incoming))
    monkeypatch.setattr("organisation.access._granted", cache(_granted))
    weasy = import_module("sig.lib.weasy")
    monkeypatch.setattr(weasy, "make", cache(weasy.make))  # the same HTML gives the same bytes


def _fetched(ask: Callable[[User], QuerySet]) -> Callable[[User], QuerySet]:
    """The same question, whose rows are fetched when a user first asks it."""

    @cache
    def asked(user: User) -> QuerySet:
        found = ask(user)
        len(found)  # from now on it answers from its own rows
        return found

    return asked


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people of tests/people.py, hired in Hässelby-Vällingby and Farsta."""
    return hire()
