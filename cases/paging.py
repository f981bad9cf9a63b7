"""Paging by key: a page begins after a row, so that the last page is as near as the first."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet


Row = TypeVar("Row", bound=Model)

COUNTED = 1000
SEPARATOR = "|"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows, and the addresses of its neighbours (empty when there is none)."""

    rows: list[Row]
    previous_url: str
    next_url: str


def page(
    rows: QuerySet[Row], keys: Sequence[str], size: int, query: Mapping[str, str]
) -> Page[Row]:
    """The page of ``rows``, descending by ``keys``, that ``query`` asks for.

    ``query`` is the address' own: ``efter`` and ``fore`` hold a cursor, the rest is kept in the
    neighbours' addresses. A cursor that can't be read gives the first page. The last key is unique.
    """
    after = _values(rows, keys, query.get("efter", ""))
    before = None if after else _values(rows, keys, query.get("fore", ""))
    if before:
        found = list(rows.filter(_beyond(keys, before, "gt")).order_by(*keys)[: size + 1])
        shown = found[:size][::-1]
        has_previous, has_next = len(found) > size, True
    else:
        beyond = _beyond(keys, after, "lt") if after else Q()
        found = list(rows.filter(beyond).order_by(*(f"-{key}" for key in keys))[: size + 1])
        shown = found[:size]
        has_previous, has_next = bool(after), len(found) > size
    kept = {key: value for key, value in query.items() if value and key not in ("efter", "fore")}
    return Page(
        rows=shown,
        previous_url=_url(kept, "fore", keys, shown[0]) if has_previous and shown else "",
        next_url=_url(kept, "efter", keys, shown[-1]) if has_next and shown else "",
    )


def bounded_count(rows: QuerySet[Any]) -> str:
    """How many there are, in words that cost no more than a thousand rows: "312", "1 000+"."""
    count = rows.order_by()[: COUNTED + 1].count()
    return "1 000+" if count > COUNTED else str(count)


def _beyond(keys: Sequence[str], values: Sequence[Any], side: str) -> Q:
    """Rows on one side of ``values``. The first key is also asked alone, for the index."""
    beyond = Q(**{f"{keys[-1]}__{side}": values[-1]})
    for key, value in reversed(list(zip(keys[:-1], values[:-1], strict=True))):
        beyond = Q(**{f"{key}__{side}": value}) | Q(**{key: value}) & beyond
    return Q(**{f"{keys[0]}__{side}e": values[0]}) & beyond


def _url(kept: Mapping[str, str], name: str, keys: Sequence[str], row: Model) -> str:
    values = SEPARATOR.join(str(getattr(row, key)) for key in keys)
    cursor = urlsafe_b64encode(values.encode()).decode()
    return "?" + urlencode({**kept, name: cursor})


def _values(rows: QuerySet[Any], keys: Sequence[str], cursor: str) -> list[Any] | None:
    try:
        texts = urlsafe_b64decode(cursor.encode()).decode().split(SEPARATOR)
        fields = [rows.model._meta.get_field(key) for key in keys]
        values = [field.to_python(text) for field, text in zip(fields, texts, strict=True)]
    except (ValueError, ValidationError):  # not base64, not UTF-8, too few values, not a date
        return None
    return values if all(value is not None for value in values) else None
