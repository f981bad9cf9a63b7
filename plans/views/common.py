"""What the views of the plan share."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction

from cases.access import get_case
from cases.models import Case
from organisation.access import may
from organisation.requests import StaffRequest
from organisation.roles import Permission


def case_of(request: StaffRequest, pk: UUID) -> Case:
    """The case: to read for those who may read it, to write for those who work in it."""
    reads = request.method in ("GET", "HEAD")
    return get_case(request.user, pk, Permission.READ_CASE if reads else Permission.WORK_CASE)


def works(request: StaffRequest, case: Case) -> bool:
    """Whether the page shows its buttons."""
    return may(request.user, Permission.WORK_CASE, case.district_id) and case.closed_at is None


def write(request: StaffRequest, act: Any, done: str, **kwargs: Any) -> bool:
    """Do what a lone button says. A refusal is said on the page that follows."""
    try:
        with transaction.atomic():
            act(by=request.user, **kwargs)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return False
    messages.success(request, done)
    return True
