"""Fetching is checking: a meeting is reached through its case only."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404

from cases.models import Case
from meetings.models import GroupMember, Meeting
from organisation.requests import StaffRequest
from sig.lib.rules import Refused


def meeting_of(case: Case, pk: UUID) -> Meeting:
    """A meeting of this case, or 404."""
    meetings = Meeting.objects.of(case).select_related("called_by", "signed_by", "cancelled_by")
    meeting: Meeting = get_object_or_404(meetings.prefetch_related("moves__moved_by"), pk=pk)
    meeting.case = case
    return meeting


def member_of(case: Case, pk: UUID) -> GroupMember:
    """Somebody who is in the group of this case, or 404."""
    members = GroupMember.objects.of(case).select_related("agency")
    member: GroupMember = get_object_or_404(members, pk=pk)
    member.case = case
    return member


def show_refusal(request: StaffRequest, refusal: Refused) -> None:
    """A button without a form: what is missing stands on the page that comes next."""
    for sentence in refusal.messages:
        messages.error(request, sentence)
