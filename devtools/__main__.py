"""`./dev COMMAND …`: makes sure that everything is there, then runs the command in the venv."""

import os
import sys

from devtools import install, system
from devtools.paths import BYTECODE, PYTHON, ROOT


HELP = """\
Usage: ./dev COMMAND

  up             set up, migrate, load the demo and serve on http://127.0.0.1:8000
  test [ARGS]    the tests; ARGS go to pytest
  check          formatting, lint, types, import contracts, fresh generated files
  fuzz [POSTS]   nonsense to every form, 50,000 posts unless told
  bench [ARGS]   the benchmarks, written to docs/benchmarks.md
  manage ARGS    manage.py with the local servers running
  reset          empty the local database and broker
  lock           renew requirements/ from pyproject.toml (needs uv)

DATABASE_URL with DATABASE_CENTRAL_URL and DATABASE_OWNER_URL, and REDIS_URL, name servers
of your own; otherwise local ones run while a command needs them, with their data in .data/.
"""
NEEDS = {
    "up": (system.PANGO,),
    "test": (system.PANGO, system.CHROMIUM),
    "check": (system.PANGO,),
    "fuzz": (system.PANGO,),
    "bench": (system.PANGO,),
    "manage": (),
    "reset": (),
    "lock": (),
}


def main(arguments: list[str]) -> None:
    command, *rest = arguments or ["help"]
    if command not in NEEDS:
        asked = command in ("help", "-h", "--help")
        print(HELP, end="", file=sys.stdout if asked else sys.stderr)
        sys.exit(0 if asked else 2)
    os.chdir(ROOT)
    install.ensure()
    system.ensure(*NEEDS[command])
    sys.stdout.flush()
    _keep_bytecode()
    os.execv(PYTHON, [str(PYTHON), "-m", f"devtools.{command}", *rest])


def _keep_bytecode() -> None:
    """Compile each module once, also where the machine says that Python writes no bytecode.

    A command starts dozens of processes (servers, workers, readers of files), and a whole Django
    takes two seconds to compile. It lies apart, so the source is as clean as the machine wants it.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(BYTECODE))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
