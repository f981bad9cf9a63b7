"""What the forms that are signed have in common: locked afterwards, corrected by a new version."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import uuid4

from django.utils import timezone

from cases.models import OfCase
from organisation.models import User
from sig.lib.rules import Blocker, Refused


Record = TypeVar("Record", bound=OfCase)

# What a copy of a record has of its own.
OWN = {"version", "edited_at", "edited_by", "signed_at", "signed_by", "signed_title"}


def refuse_when_signed(record: Any, name: str, route: str) -> None:
    """Signed is locked, whichever copy of the row one holds (R51)."""
    stored = type(record)._default_manager.filter(pk=record.pk, signed_at__isnull=False)
    if stored.exists():
        raise Refused(Blocker(f"{name} är påskriven och kan inte ändras.", "R51", route))


def put_signature(record: Any, by: User) -> Any:
    record.signed_at = timezone.now()
    record.signed_by = by
    record.signed_title = by.title
    record.save()
    return record


def copied(record: Record, **changes: object) -> Record:
    """A new row, not yet saved, with what ``record`` says and nothing of who saved or signed it."""
    fields = {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.primary_key and field.name not in OWN | set(changes)
    }
    return type(record)(id=uuid4(), **fields, **changes)


def copy_rows(rows: Iterable[OfCase], *, by: User, **changes: object) -> None:
    """The rows of a corrected record, for its new version."""
    for row in rows:
        copied(row, **changes).save_version(by=by)  # type: ignore[attr-defined]
