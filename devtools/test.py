"""`./dev test …`: pytest with local servers; the arguments go to pytest.

Runs at the same time in one checkout get databases of their own.
"""

import contextlib
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from devtools.environment import for_development
from devtools.locks import opened, try_lock
from devtools.paths import STATE
from devtools.processes import foreground
from devtools.services import ADDRESSES, Services
from devtools.system import find_chromium


# Whoever is done takes half of what the other has left: the walks in the browser take minutes each.
TOGETHER = ["-n", "2", "--dist", "worksteal"]
BROKER_DATABASES_PER_RUN = 16  # one for each process of the run


def main(arguments: list[str]) -> int:
    services = Services()
    with services as servers, _turn() as turn:
        env = for_development(servers)
        if not services.own_database and turn > 1:
            env |= {name: f"{env[name]}_{turn}" for name in ADDRESSES}
        if not services.own_redis:
            broker = turn * BROKER_DATABASES_PER_RUN  # the first ones are for ./dev up
            env["REDIS_URL"] = env["REDIS_URL"].replace("db=0", f"db={broker}")
        env = _chromium() | env
        return foreground([sys.executable, "-m", "pytest", *with_processes(arguments)], env)


def with_processes(arguments: list[str]) -> list[str]:
    """Two processes, unless the run is narrow or says how many itself."""
    narrow = any(_names_tests(argument) for argument in arguments)
    return arguments if narrow else [*TOGETHER, *arguments]


def _names_tests(argument: str) -> bool:
    return argument.startswith(("-n", "-k")) or Path(argument.partition("::")[0]).exists()


@contextlib.contextmanager
def _turn() -> Iterator[int]:
    """The lowest number from 1 that no other run has."""
    for number in itertools.count(1):
        with opened(STATE / "locks" / f"test.{number}") as file:
            if try_lock(file):
                yield number
                return


def _chromium() -> dict[str, str]:
    found = find_chromium()
    return {"CHROMIUM": found} if found else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
