"""Databases with committed rows, for what runs outside the test's own transaction: workers, browsers.

Each is a copy of the migrated test database, dropped afterwards.
"""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import psycopg
from django.conf import settings
from django.db import connection, connections


_numbers = itertools.count(1)


@contextmanager
def committed_database(blocker: Any) -> Iterator[str]:
    """Point this process at a copy of the test database, and give the copy's DATABASE_URL.

    ``blocker`` is pytest-django's ``django_db_blocker``. Ask for ``django_db_setup`` first, and not
    for ``db``: its transaction would stand in the way of the copying. Rows are seen by everyone.
    """
    template = connection.settings_dict["NAME"]
    copy = f"{template}_copy_{next(_numbers)}"
    with blocker.unblock():
        _drop(copy)
        _point_at(template)  # which may have no connection while it is copied
        _as_owner(f'create database "{copy}" template "{template}"')
        _point_at(copy)
        try:
            yield _url_of(copy)
        finally:
            _point_at(template)
            _drop(copy)


def _drop(name: str) -> None:
    """Not ``with (force)``: the owner may not end a session of the central role that is just about
    to leave, nor the server's own vacuum. A plain drop waits five seconds for the first and sends
    the second away, so only what the owner may end is ended here.
    """
    _as_owner(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s"
        " and pg_has_role(usesysid, 'member')",
        [name],
    )
    _as_owner(f'drop database if exists "{name}"')


def _point_at(name: str) -> None:
    """Let the next query of every connection go to the database ``name``."""
    for link in connections.all():
        link.close()
        link.settings_dict["NAME"] = name


def _url_of(name: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def central_url(database_url: str) -> str:
    """DATABASE_CENTRAL_URL of the same database."""
    path = urlsplit(database_url).path
    return urlsplit(os.environ["DATABASE_CENTRAL_URL"])._replace(path=path).geturl()


def _as_owner(statement: str, values: list[str] | None = None) -> None:
    """One statement by the role that owns the databases, from a database that nobody copies."""
    owner = dj_database_url.parse(settings.DATABASE_OWNER_URL)
    with psycopg.connect(
        host=owner["HOST"],
        port=owner["PORT"] or None,
        user=owner["USER"],
        password=owner["PASSWORD"] or None,
        dbname="postgres",  # where Django too goes to make a test database
        autocommit=True,
    ) as link:
        link.execute(statement, values)  # type: ignore[call-overload]
