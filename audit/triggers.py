"""The two ways in which a row is kept from change by the database itself."""

import pgtrigger


def append_only(name: str = "append_only") -> pgtrigger.Trigger:
    """Rows are written once: neither changed nor deleted (R51, R52, R54)."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func="raise exception 'rows of % are append-only', tg_table_name;",
    )


def locked_when(name: str, *, but: tuple[str, ...] = (), **old: object) -> pgtrigger.Trigger:
    """A row can be changed until the lookup ``old`` holds for it, and never afterwards (R51).

    The columns ``but`` can be changed afterwards too.
    """
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(**{f"old__{lookup}": value for lookup, value in old.items()}),
        func=f"{_let_through(but)}raise exception 'this row of % is locked', tg_table_name;",
    )


def _let_through(columns: tuple[str, ...]) -> str:
    """Let an update pass that changes nothing but these columns."""
    if not columns:
        return ""
    free = f"'{{{','.join(columns)}}}'::text[]"
    new, old = f"to_jsonb(new) - {free}", f"to_jsonb(old) - {free}"
    return f"if tg_op = 'UPDATE' and {new} = {old} then return new; end if; "


def locked_with(
    name: str, parent: str, column: str, *, but: tuple[str, ...] = ()
) -> pgtrigger.Trigger:
    """A row is added to and changed with its record until that is signed (R51).

    ``parent`` is the record's table, ``column`` the row's key to it. The columns ``but`` can be
    changed afterwards too.
    """
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""{_let_through(but)}
        if exists (
            select from {parent}
            where id in (new.{column}, old.{column}) and signed_at is not null
        ) then
            raise exception 'the record of this row of % is signed', tg_table_name;
        end if;
        return new;
    """,
    )


def never_deleted() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="never_deleted",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func="raise exception 'rows of % are never deleted', tg_table_name;",
    )


def never_truncated() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="never_truncated",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="raise exception 'rows of % are never deleted', tg_table_name;",
    )
