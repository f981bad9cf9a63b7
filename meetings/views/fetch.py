"""Fetching is checking: a meeting is reached through its case only."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404

from cases.models import Case
from meetings.models import Meeting
from organisation.requests import StaffRequest
from sig.lib.rules import Refused


def meeting_of(case: Case, pk: UUID) -> Meeting:
    """A meeting of this case, or 404."""
    meetings = Meeting.objects.of(case).select_related("called_by", "signed_by")
    meeting: Meeting = get_object_or_404(meetings, pk=pk)
    meeting.case = case
    return meeting


def show_refusal(request: StaffRequest, refusal: Refused) -> None:
    """A button without a form: what is missing stands on the page that comes next."""
    for sentence in refusal.messages:
        messages.error(request, sentence)
