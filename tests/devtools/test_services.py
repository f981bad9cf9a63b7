"""The local servers: shared by all who use them, and gone when nobody does."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from devtools.paths import ROOT
from devtools.place import find_place
from devtools.servers import Postgres, Valkey
from devtools.services import ADDRESSES, Services
from tests.devtools.watching import running, wait_until


Survivors = Callable[[], list[str]]

USER = """
import sys
from pathlib import Path
from devtools.services import ADDRESSES, Services
with Services(Path(sys.argv[1]), {}) as env:
    print(env["DATABASE_URL"], flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def use(state: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts a process that uses the servers until it is stopped or reads a line."""
    with ExitStack() as started:

        def start() -> subprocess.Popen[str]:
            command = [sys.executable, "-c", USER, str(state)]
            process = subprocess.Popen(
                command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            user = started.enter_context(process)
            started.callback(user.kill)
            assert user.stdout
            assert user.stdout.readline().startswith("postgresql://sig_app@")
            return user

        yield start


def test_nothing_is_left_when_the_only_user_leaves(state: Path, survivors: Survivors) -> None:
    with Services(state, {}) as env:
        assert set(env) == {*ADDRESSES, "REDIS_URL"}
        assert survivors()
        with psycopg.connect(env["DATABASE_URL"]) as connection:
            assert connection.execute("select current_user").fetchone() == ("sig_app",)
    assert survivors() == []


def test_nothing_is_left_when_the_user_is_killed(
    use: Callable[[], subprocess.Popen[str]], survivors: Survivors
) -> None:
    """Planted bug: a keeper that doesn't look whether anybody is left; it outlived the user."""
    use().kill()
    assert wait_until(lambda: survivors() == []), survivors()


def test_killed_keepers_take_their_servers_along_and_the_data_is_still_there(
    use: Callable[[], subprocess.Popen[str]], state: Path, survivors: Survivors
) -> None:
    """Planted bug: servers started without the kernel's signal at their parent's end."""
    user = use()
    postgres = Postgres(find_place(state))
    with postgres.connect() as connection:
        connection.execute("create table kept as select 1 as one")
    for pid in running("devtools.keeper", str(state)):
        os.kill(pid, signal.SIGKILL)
    user.kill()
    assert wait_until(lambda: survivors() == []), survivors()

    with Services(state, {}), postgres.connect() as connection:
        assert connection.execute("select one from kept").fetchone() == (1,)


def test_the_second_user_keeps_what_the_first_started(
    use: Callable[[], subprocess.Popen[str]], state: Path
) -> None:
    first = use()
    with Services(state, {}):
        first.communicate("done\n", timeout=20)
        assert Postgres(find_place(state)).answers()
        assert Valkey(find_place(state)).answers()


def test_a_server_that_dies_is_started_again(state: Path) -> None:
    with Services(state, {}):
        valkey = Valkey(find_place(state))
        (before,) = running("valkey-server", str(state))
        os.kill(before, signal.SIGKILL)
        assert wait_until(lambda: before not in running("valkey-server") and valkey.answers())


def test_the_application_owns_nothing_and_cannot_pass_a_policy(state: Path) -> None:
    with Services(state, {}) as env:
        with psycopg.connect(env["DATABASE_OWNER_URL"]) as owner:
            owner.execute("create table cases (id int)")
            owner.execute("set role sig_app")
        with psycopg.connect(env["DATABASE_URL"]) as application:
            may = "select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = %s"
            assert application.execute(may, ["sig_app"]).fetchone() == (False, False, False)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute("create table own (id int)")


def test_what_fails_does_not_reach_the_log(state: Path) -> None:
    """Planted bug: PostgreSQL's defaults, which write the statement, the row and the value."""
    with Services(state, {}) as env:
        with psycopg.connect(env["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute("create table persons (name text unique)")
            owner.execute("insert into persons values ('Secret Name')")
            with pytest.raises(psycopg.errors.UniqueViolation):
                owner.execute("insert into persons values (%s)", ["Secret Name"])
            with pytest.raises(psycopg.DataError):
                owner.execute("select 'Secret Name'::int")
        log = (find_place(state).home / "postgres.log").read_text()
    assert "ready to accept connections" in log
    assert "Secret" not in log


def test_servers_of_ones_own_are_used_as_they_are(state: Path, survivors: Survivors) -> None:
    own = {"REDIS_URL": "a"} | dict.fromkeys(ADDRESSES, "b")
    with Services(state, own) as env:
        assert env == own
        assert survivors() == []


def test_only_what_is_missing_is_started(state: Path) -> None:
    with Services(state, dict.fromkeys(ADDRESSES, "a")) as env:
        place = find_place(state)
        assert env["DATABASE_URL"] == "a"
        assert Valkey(place).answers()
        assert not Postgres(place).answers()


def test_half_a_database_is_refused(state: Path) -> None:
    with pytest.raises(SystemExit, match="Only DATABASE_URL is set"):
        Services(state, {"DATABASE_URL": "a"})
