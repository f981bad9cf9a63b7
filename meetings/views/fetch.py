"""Fetching is checking: a meeting is reached through its case only."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from cases.access import get_case
from cases.models import Case
from meetings.models import Meeting
from organisation.access import may
from organisation.roles import Permission
from sig.lib.rules import Refused


def case_of(request: HttpRequest, pk: UUID, *, event: str = "case.read") -> Case:
    """The case: to read for those who may read it, to write for those who work in it (R33)."""
    reads = request.method in ("GET", "HEAD")
    permission = Permission.READ_CASE if reads else Permission.WORK_CASE
    return get_case(request.user, pk, permission, event=event)


def meeting_of(case: Case, pk: UUID) -> Meeting:
    """A meeting of this case, or 404."""
    meetings = Meeting.objects.of(case).select_related("called_by", "signed_by")
    meeting: Meeting = get_object_or_404(meetings, pk=pk)
    meeting.case = case
    return meeting


def may_write(request: HttpRequest, case: Case) -> bool:
    """Whether the page shows what changes the case."""
    works = may(request.user, Permission.WORK_CASE, case.district_id)
    return works and case.closed_at is None


def show_refusal(request: HttpRequest, refusal: Refused) -> None:
    """A button without a form: what is missing stands on the page that comes next."""
    for sentence in refusal.messages:
        messages.error(request, sentence)
