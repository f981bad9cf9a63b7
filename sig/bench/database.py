"""Databases of the benchmark's own, made by the owner's role and used by the application's."""

import itertools
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection


_numbers = itertools.count(1)


@contextmanager
def migrated() -> Iterator[None]:
    """Migrate a new database as the owner, to copy; drop it in the end. The site's is never touched."""
    if not settings.DATABASE_OWNER_URL:
        raise CommandError("DATABASE_OWNER_URL is not set, and only the owner makes a database.")
    site = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{site}_{os.getpid()}"
    with as_owner():
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        with as_owner():
            connection.creation.destroy_test_db(site, verbosity=0)


@contextmanager
def own_database() -> Iterator[None]:
    """A copy of the database that was ``migrated``, to fill; dropped in the end."""
    template = connection.settings_dict["NAME"]
    copy = f"{template}_{next(_numbers)}"
    _on_server(f'create database "{copy}" template "{template}"')
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        _on_server(f'drop database "{copy}"')  # by force the owner may not stop an autovacuum
        connection.settings_dict["NAME"] = template


def _on_server(statement: str) -> None:
    """One statement by the owner, from a database that nobody copies or drops."""
    here = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = "postgres"
    try:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.settings_dict["NAME"] = here


def version() -> str:
    """The version of PostgreSQL, such as "18.6"."""
    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        return cursor.fetchone()[0].split()[0]


def environment() -> dict[str, str]:
    """For a process of its own that is to work in the benchmark's database, as the application."""
    name = connection.settings_dict["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_OWNER_URL"}
    return env | {"DATABASE_URL": url}


@contextmanager
def as_owner() -> Iterator[None]:
    """Connect as the role that owns the tables; afterwards as the application's again."""
    owner: dict[str, Any] = {"USER": "", "PASSWORD": ""} | dict(
        dj_database_url.parse(settings.DATABASE_OWNER_URL)
    )
    application = dict(connection.settings_dict)
    _connect_as(owner)
    try:
        yield
    finally:
        _connect_as(application)


def _connect_as(role: Mapping[str, Any]) -> None:
    connection.close()
    for key in ("USER", "PASSWORD"):
        connection.settings_dict[key] = role[key]
