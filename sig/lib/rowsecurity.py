"""The third wall: PostgreSQL shows a connection only the rows of the districts in its context.

The context is three transaction-local settings. ``app_districts()`` reads whose rows are seen, and
``app_user()`` who sees them, which few tables ask. ``app_overview()`` opens what a stadsdel writes
of itself and of no client: who has only that reaches no row of any case (R47). Without a context
there are no rows. Migrations declare each table's wall with ``RowSecurity`` or ``Walled``, and ``Grant``.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations import RunSQL


SETTING = "sig.districts"
OVERVIEW = "sig.overview"
USER = "sig.user"
SYSTEM = 0  # the user of work that nobody asked for, such as the beat's

# STABLE and PARALLEL RESTRICTED, called once per query through a sub-select, so indexes still serve.
_FUNCTION = """
create function {name}() returns int[] language sql stable parallel restricted
set search_path = pg_catalog
as $$ select coalesce(nullif(current_setting('{setting}', true), ''), '{{}}')::int[] $$
"""
CREATE_CONTEXT_FUNCTION = _FUNCTION.format(name="app_districts", setting=SETTING)
CREATE_OVERVIEW_FUNCTION = _FUNCTION.format(name="app_overview", setting=OVERVIEW)

# Who acts: few tables ask, those whose rows are their owner's alone. Null without a context.
CREATE_USER_FUNCTION = f"""
create function app_user() returns bigint language sql stable parallel restricted
set search_path = pg_catalog
as $$ select nullif(current_setting('{USER}', true), '')::bigint $$
"""


def current() -> tuple[str, str, str]:
    """The raw context of this transaction: districts and overview as ``{1,2}``, and the user."""
    with connection.cursor() as cursor:
        read = "coalesce(current_setting(%s, true), '')"
        cursor.execute(f"select {read}, {read}, {read}", [SETTING, OVERVIEW, USER])
        return cursor.fetchone()


def _set(districts: str, overview: str, user: str) -> None:
    with connection.cursor() as cursor:
        put = "set_config(%s, %s, true)"
        values = [SETTING, districts, OVERVIEW, overview, USER, user]
        cursor.execute(f"select {put}, {put}, {put}", values)


def _array(pks: Iterable[int]) -> str:
    return "{" + ",".join(str(int(pk)) for pk in sorted(pks)) + "}"


@contextmanager
def context(
    districts: Iterable[int], user: int | None = None, *, overview: Iterable[int] = ()
) -> Iterator[None]:
    """Open a transaction that sees the rows of ``districts`` (ids) and of no other.

    Of the districts in ``overview`` it sees only what they write of themselves, as of its own. Of
    rows that are their owner's alone it sees those of ``user``; of everybody for ``SYSTEM``.

    The former context comes back afterwards: a setting outlives a released savepoint, so a nested
    block would otherwise leave its districts behind for whoever comes next.
    """
    own = set(districts)
    with transaction.atomic():
        outer = current()
        _set(_array(own), _array(own.union(overview)), "" if user is None else str(int(user)))
        yield
        if not connection.needs_rollback:  # a rollback brings the former setting back by itself
            _set(*outer)


def Grant(  # noqa: N802 - reads as the operation it makes
    table: str, rights: str, *, role: str = settings.DATABASE_APP_ROLE
) -> RunSQL:
    """Give a serving role ``rights`` on ``table``; it owns nothing and has no others."""
    return RunSQL(
        f"grant {rights} on {table} to {role}",
        f"revoke {rights} on {table} from {role}",
    )


def Walled(table: str, wall: str, *, policy: str = "owner") -> RunSQL:  # noqa: N802
    """Wall ``table`` by a condition of its own, where the stadsdel alone doesn't say who sees a row."""
    return RunSQL(
        [
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            f"create policy {policy} on {table} using ({wall}) with check ({wall})",
        ],
        [
            f"drop policy {policy} on {table}",
            f"alter table {table} no force row level security",
            f"alter table {table} disable row level security",
        ],
    )


def RowSecurity(  # noqa: N802
    table: str,
    *,
    rights: str = "select, insert, update",
    parents: Iterable[tuple[str, str]] = (),
    function: str = "app_districts",
) -> RunSQL:
    """Wall ``table`` by its ``district_id`` and grant ``rights``. No delete: nothing is, by hand.

    ``function`` is ``app_overview`` for what tells of no client.

    ``parents`` are pairs of table and column: the row's district must be its parent's, and follows
    it when the parent moves. A plain foreign key would accept a parent in a foreign district, since
    PostgreSQL checks keys past row security.
    """
    policy = f"district_id = any((select {function}())::int[])"
    up = [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy district on {table} using ({policy}) with check ({policy})",
        f"grant {rights} on {table} to {settings.DATABASE_APP_ROLE}",
    ]
    down = [
        f"revoke {rights} on {table} from {settings.DATABASE_APP_ROLE}",
        f"drop policy district on {table}",
        f"alter table {table} no force row level security",
        f"alter table {table} disable row level security",
    ]
    for parent, column in parents:
        key = f"{table}_same_district_{column}"
        up.append(
            f"alter table {table} add constraint {key} foreign key ({column}, district_id) "
            f"references {parent} (id, district_id) on update cascade"
        )
        down.insert(0, f"alter table {table} drop constraint {key}")
    return RunSQL([*up], [*down])
