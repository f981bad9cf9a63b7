"""What somebody on the case has to do, and that it is done."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.models import Case, Todo
from organisation.models import User


@audited("todo.added")
def add_todo(
    *,
    case: Case,
    kind: Todo.Kind,
    sentence: str,
    due_on: date,
    source: UUID,
    owner: User | None = None,
    by: User,
) -> Todo:
    """Put something on the case's list, once for each ``source``. ``owner`` None: anybody's there.

    Closed cases too: a withdrawal has to be passed on whenever it comes.
    """
    lock_case(case)
    todo, _ = Todo.objects.get_or_create(
        case=case,
        kind=kind,
        source=source,
        defaults={"sentence": sentence, "due_on": due_on, "owner": owner},
    )
    return todo


@audited("todo.done")
def finish_todo(*, todo: Todo, by: User) -> Todo:
    """Note that it is done. Pressed twice, the first one who did it stays."""
    lock_case(todo.case)
    todo.refresh_from_db(fields=["done_at", "done_by"])
    if todo.done_at is None:
        todo.done_at = timezone.now()
        todo.done_by = by
        todo.save(update_fields=["done_at", "done_by"])
    return todo
