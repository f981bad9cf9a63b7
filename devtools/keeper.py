"""One process per local server: keeps it running while anybody uses it, and no longer.

Users hold a shared lock, which the kernel drops however they end. When the keeper gets the lock
alone, nobody is left and it stops the server. If the keeper is killed, the kernel ends the server.

    python -m devtools.keeper SERVER STATE
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from devtools.locks import is_held, locked, opened, share, try_lock
from devtools.paths import ROOT
from devtools.place import find_place
from devtools.processes import StopSignals
from devtools.servers import SERVERS, Server


READY = "ready"
LOOKS_EVERY = 0.1  # seconds


@dataclass(frozen=True)
class Locks:
    start: Path  # one starts at a time
    users: Path  # shared by those who use the server
    keeper: Path  # held by the keeper; holds its process id

    @classmethod
    def of(cls, state: Path, server: str) -> "Locks":
        start, users, keeper = (
            state / "locks" / f"{server}.{role}" for role in ("start", "users", "keeper")
        )
        return cls(start, users, keeper)


class Lease:
    """The user's side: as long as it is held, the server runs."""

    def __init__(self, server: str, state: Path) -> None:
        self.server, self.state = server, state
        self.locks = Locks.of(state, server)
        self._keeper: subprocess.Popen[str] | None = None  # if it was we who started it

    def take(self) -> None:
        with locked(self.locks.start):
            self._users = opened(self.locks.users)
            share(self._users)  # waits for a keeper that is just stopping
            if not is_held(self.locks.keeper):
                self._start_keeper()

    def give_back(self) -> None:
        """The last one out waits until the server has stopped."""
        with self._users as users:
            if try_lock(users) and is_held(self.locks.keeper):
                os.kill(int(self.locks.keeper.read_text()), signal.SIGTERM)
                while is_held(self.locks.keeper):
                    time.sleep(0.02)
                if self._keeper:
                    self._keeper.wait()

    def _start_keeper(self) -> None:
        command = [sys.executable, "-m", "devtools.keeper", self.server, str(self.state)]
        self._keeper = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # Ctrl-C is for those who use the server
        )
        assert self._keeper.stdout
        with self._keeper.stdout as output:
            said = output.readline()
            if said.strip() != READY:
                raise SystemExit(said + output.read())


def main(name: str, state: Path) -> None:
    asked_to_stop = StopSignals(signal.SIGTERM)
    locks = Locks.of(state, name)
    with locked(locks.keeper) as own, opened(locks.users) as users:
        own.truncate(0)
        print(os.getpid(), file=own, flush=True)
        _keep(SERVERS[name](find_place(state)), users, asked_to_stop)


def _keep(server: Server, users: TextIO, asked_to_stop: StopSignals) -> None:
    server.prepare()
    process = server.start()
    try:
        server.configure()
        _report_ready(server.log)
        while not asked_to_stop.received and not try_lock(users):
            time.sleep(LOOKS_EVERY)
            if process.poll() is not None:
                process = server.start()
    finally:
        server.stop(process)


def _report_ready(log: Path) -> None:
    """Lets go of the terminal; what is said from now on goes to the server's log."""
    print(READY, flush=True)
    with log.open("ab") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
