"""PostgreSQL and Valkey for a command: the developer's own if named, otherwise local ones.

    with Services() as env:
        subprocess.run(["./manage.py", "check"], env=env)

Several may be used at once in one checkout; the servers stop with the last.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from devtools.keeper import Lease
from devtools.paths import STATE
from devtools.place import find_place
from devtools.servers import Postgres, Valkey


ADDRESSES = ("DATABASE_URL", "DATABASE_CENTRAL_URL", "DATABASE_OWNER_URL")


class Services:
    def __init__(self, state: Path = STATE, environ: Mapping[str, str] = os.environ) -> None:
        self.state, self.environ = state.absolute(), environ
        self.own_database = _names_a_database(environ)
        self.own_redis = "REDIS_URL" in environ
        missing = {Postgres.name: not self.own_database, Valkey.name: not self.own_redis}
        self.leases = [Lease(server, self.state) for server in missing if missing[server]]

    def __enter__(self) -> dict[str, str]:
        with ThreadPoolExecutor() as at_once:
            list(at_once.map(Lease.take, self.leases))
        return dict(self.environ) | self._urls()

    def __exit__(self, *_: object) -> None:
        for lease in self.leases:
            lease.give_back()

    def _urls(self) -> dict[str, str]:
        urls: dict[str, str] = {}
        place = find_place(self.state)
        if not self.own_database:
            postgres = Postgres(place)
            urls["DATABASE_URL"] = postgres.url("sig_app")
            urls["DATABASE_CENTRAL_URL"] = postgres.url("sig_central")
            urls["DATABASE_OWNER_URL"] = postgres.url("sig_owner")
        if not self.own_redis:
            urls["REDIS_URL"] = Valkey(place).url()
        return urls


def _names_a_database(environ: Mapping[str, str]) -> bool:
    named = [name for name in ADDRESSES if name in environ]
    if named and len(named) < len(ADDRESSES):
        raise SystemExit(
            f"Only {' and '.join(named)} is set. Set all of DATABASE_URL (the application's role), "
            "DATABASE_CENTRAL_URL (socialförvaltningen's) and DATABASE_OWNER_URL (the owner's), or "
            "none for a local database."
        )
    return bool(named)
