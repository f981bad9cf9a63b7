"""Committed history for the tests that read it: the command runs as the owner of the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dj_database_url
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.databases import committed_database


@contextmanager
def as_owner() -> Iterator[None]:
    """Sign in as the owner of the tables for a while."""
    app = dict(connection.settings_dict)
    owner = dj_database_url.parse(settings.DATABASE_OWNER_URL)
    connection.close()
    connection.settings_dict |= {"USER": owner["USER"], "PASSWORD": owner["PASSWORD"]}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= {"USER": app["USER"], "PASSWORD": app["PASSWORD"]}


def load() -> None:
    with as_owner():
        call_command("load_history_2012", verbosity=0)


@contextmanager
def history_loaded(blocker: Any) -> Iterator[None]:
    """A database of one's own, in which the history stands."""
    with committed_database(blocker), blocker.unblock():
        load()
        yield
