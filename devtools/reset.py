"""`./dev reset`: an empty local database and broker; the developer's own are left alone."""

import sys

from devtools.locks import is_held
from devtools.paths import STATE
from devtools.place import find_place
from devtools.servers import Postgres, Valkey
from devtools.services import Services
from devtools.up import RUNNING


def main() -> int:
    services = Services()
    if services.own_database:
        return _refuse("DATABASE_URL names a database of your own, which ./dev reset leaves alone.")
    if is_held(RUNNING):
        return _refuse("./dev up is running. Stop it first.")
    with services:
        place = find_place(STATE)
        postgres = Postgres(place)
        postgres.drop_database()
        postgres.create_database()
        if not services.own_redis:
            Valkey(place).flush()
    print("The local database and broker are empty. ./dev up migrates and loads the demo again.")
    return 0


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
