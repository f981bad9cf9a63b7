"""Calling a meeting, moving it, cancelling it, and its calendar file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access import get_case
from cases.models import Case
from cases.pages import case_for
from meetings import actions
from meetings.documents import calendar_file
from meetings.forms.calling import BookForm, CancelForm, MoveForm
from meetings.models import Meeting
from meetings.rules import ACTOR, agreed_next, invitable, required_kinds
from meetings.views.fetch import meeting_of
from organisation.models import Agency, MeetingType
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def book(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Book a meeting, and call those whom consent lets know of it."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    told = invitable(case, today())
    agreed = agreed_next(case)
    initial = {"day": agreed.next_on, "kind": agreed.kind} if agreed else {}
    form = BookForm(request.POST or None, case=case, invitable=told, initial=initial)
    if request.method == "POST" and form.is_valid() and (meeting := _book(request, case, form)):
        messages.success(request, "Mötet är bokat.")
        return redirect("meetings:meeting", case.pk, meeting.pk)
    context = {"case": case, "form": form, "told": told, "uncovered": _uncovered(case, told)}
    return render(request, "meetings/book.html", context)


def _book(request: StaffRequest, case: Case, form: BookForm) -> Meeting | None:
    data = form.cleaned_data
    return attempt(
        form,
        actions.book,
        meeting_id=data["once"],
        case=case,
        kind=data["kind"],
        starts_at=data["starts_at"],
        place=data["place"],
        agencies=list(data.get("agencies", ())),
        by=request.user,
    )


def _uncovered(case: Case, told: list[Agency]) -> list[str]:
    """The actors that a network meeting must have, but that consent lets nobody call (R32)."""
    kinds = {agency.kind for agency in told}
    missing = [kind for kind in required_kinds(case, MeetingType.NETWORK) if kind not in kinds]
    return [ACTOR[kind] for kind in missing]


@require_http_methods(["GET", "POST"])
def move(request: StaffRequest, pk: UUID, meeting_pk: UUID) -> HttpResponse:
    """Move a booked meeting to another time."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    meeting = meeting_of(case, meeting_pk)
    form = MoveForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        starts_at = form.cleaned_data["starts_at"]
        if attempt(form, actions.move, meeting=meeting, starts_at=starts_at, by=request.user):
            messages.success(request, "Mötet är flyttat.")
            return redirect("meetings:meeting", case.pk, meeting.pk)
    return render(request, "meetings/move.html", {"case": case, "meeting": meeting, "form": form})


@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, pk: UUID, meeting_pk: UUID) -> HttpResponse:
    """Cancel a booked meeting, with the reason."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    meeting = meeting_of(case, meeting_pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, actions.cancel, meeting=meeting, reason=reason, by=request.user):
            messages.success(request, "Mötet är inställt.")
            return redirect("meetings:list", case.pk)
    return render(request, "meetings/cancel.html", {"case": case, "meeting": meeting, "form": form})


@require_GET
def calendar(request: StaffRequest, pk: UUID, meeting_pk: UUID) -> HttpResponse:
    """The time as a calendar file that says nothing (R40)."""
    meeting = meeting_of(case_for(request, pk, write=Permission.WORK_CASE), meeting_pk)
    headers = {"Content-Disposition": 'attachment; filename="tid.ics"'}
    return HttpResponse(calendar_file(meeting), content_type="text/calendar", headers=headers)
