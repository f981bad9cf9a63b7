"""Writing the log. It stands in the same transaction as what it tells of: no log, no read, no write."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from audit.models import LogEntry


Result = TypeVar("Result")


class Actor(Protocol):
    """Whoever does something: a user, or the system itself."""

    pk: Any

    @property
    def shown_name(self) -> str: ...

    def role_in(self, district_id: int | None) -> str: ...


class _System:
    """The actor of scheduled work."""

    pk = 0
    shown_name = "Systemet"

    def role_in(self, district_id: int | None) -> str:
        return "Bakgrundsjobb"


SYSTEM = _System()


class Subject(Protocol):
    """What the log speaks of: a case, a record of a case, a person. All answer with references only."""

    def log_refs(self) -> dict[str, Any]: ...


def record(event: str, *, by: Actor, on: Subject | None = None, detail: str = "") -> None:
    """Log one event. ``detail`` is a code or a count, never a person's words."""
    record_many(event, by=by, on=[on] if on else [None], detail=detail)


def record_many(event: str, *, by: Actor, on: Iterable[Subject | None], detail: str = "") -> None:
    """Log the same event about several subjects in one statement, such as the rows of a list."""
    LogEntry.objects.bulk_create(_entry(event, by, subject, detail) for subject in on)


def _entry(event: str, by: Actor, subject: Subject | None, detail: str) -> LogEntry:
    refs = subject.log_refs() if subject else {}
    return LogEntry(
        event=event,
        actor=str(by.pk),
        actor_name=by.shown_name,
        role=by.role_in(refs.get("district_id")),
        detail=detail,
        **refs,
    )


def audited(event: str) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Make a function an action: atomic, keyword ``by``, logged in the transaction that writes.

    The action returns the record that it wrote; the log takes its references from there, and what
    its ``log_detail`` tells in codes.
    """

    def decorate(write: Callable[..., Result]) -> Callable[..., Result]:
        @wraps(write)
        def action(*, by: Actor, **kwargs: Any) -> Result:
            with transaction.atomic():
                written = write(by=by, **kwargs)
                detail = getattr(written, "log_detail", "")
                record(event, by=by, on=written, detail=detail)  # type: ignore[arg-type]
            return written

        action.event = event  # type: ignore[attr-defined]
        return action

    return decorate


def of_case(case: UUID) -> QuerySet[LogEntry]:
    """The entries about one case, newest first."""
    return LogEntry.objects.filter(case=case).order_by("-at", "-id")
