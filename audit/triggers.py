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


def locked_when(name: str, **old: object) -> pgtrigger.Trigger:
    """A row can be changed until the lookup ``old`` holds for it, and never afterwards (R51)."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(**{f"old__{lookup}": value for lookup, value in old.items()}),
        func="raise exception 'this row of % is locked', tg_table_name;",
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
