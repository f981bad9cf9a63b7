"""`./dev manage …`: manage.py with the local servers running.

What makes or changes tables or stadsdelar runs as the owner, everything else as the application's
role.
"""

import sys
from collections.abc import Mapping

from devtools.environment import as_owner, for_development
from devtools.paths import ROOT
from devtools.processes import foreground
from devtools.services import Services


OWNERS_COMMANDS = frozenset(
    {"load_history_2012", "makemigrations", "migrate", "showmigrations", "sqlmigrate"}
)


def manage(arguments: list[str], env: Mapping[str, str]) -> int:
    if OWNERS_COMMANDS.intersection(arguments[:1]):
        env = as_owner(env)
    return foreground([sys.executable, str(ROOT / "manage.py"), *arguments], env)


def main(arguments: list[str]) -> int:
    with Services() as env:
        return manage(arguments, for_development(env))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
