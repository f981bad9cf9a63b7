"""What every page of a case begins and ends with."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from cases.access import get_case, lock_case, may_in
from cases.models import Case, OfCase
from organisation.requests import StaffRequest
from organisation.roles import Permission


Record = TypeVar("Record", bound=OfCase)


def case_for(
    request: StaffRequest,
    pk: UUID,
    *,
    write: Permission,
    read: Permission = Permission.READ_CASE,
    event: str = "case.read",
) -> Case:
    """The case of a page that is read with one permission and written with another.

    Whoever writes has the case locked from here to the end of the request: the second press of a
    button then finds what the first has written.
    """
    if request.method != "POST":
        return get_case(request.user, pk, read, event=event)
    return lock_case(get_case(request.user, pk, write, event=event))


def first_of(records: QuerySet[Record], case: Case) -> Record | None:
    """The first of a case's records, with the case at hand so that it isn't fetched again."""
    record = records.filter(case=case).first()
    if record is not None:
        record.case = case
    return record


def may_write(request: StaffRequest, case: Case, permission: Permission) -> bool:
    """Whether the page shows its form and buttons."""
    return not case.closed_at and may_in(request.user, permission, case)


def done_or_told(request: StaffRequest, act: Callable[..., Any], done: str, **kwargs: Any) -> bool:
    """Run an action that has no form. A refusal becomes messages on the next page."""
    try:
        with transaction.atomic():
            act(by=request.user, **kwargs)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return False
    messages.success(request, done)
    return True
