"""Calling a meeting, moving it, cancelling it, its calendar file and its invitation letters."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access import get_case
from cases.models import Case
from cases.pages import case_for
from meetings import actions
from meetings.agenda import agenda_of
from meetings.documents import calendar_file, invitation_letter
from meetings.forms.calling import BookForm, CancelForm, MoveForm
from meetings.goals import GOAL_MEETINGS, open_goals
from meetings.models import Invitation, Meeting, MeetingStatus
from meetings.rules import agreed_next, free_times, missing_actors, offered
from meetings.views.fetch import meeting_of
from organisation.models import MeetingType
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt
from sig.lib.http import document


@require_http_methods(["GET", "POST"])
def book(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Book a meeting of one kind (?typ=…), and call those of the group who may be called to it."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    agreed = agreed_next(case)
    kind = _kind(request, agreed)
    called = offered(case, kind, today())
    form = BookForm(
        request.POST or None,
        case=case,
        kind=kind,
        offered=called,
        free=free_times(case, request.user),
        initial={"day": agreed.next_on} if agreed else {},
    )
    if request.method == "POST" and form.is_valid() and (meeting := _book(request, case, form)):
        messages.success(request, "Mötet är bokat.")
        return redirect("meetings:meeting", case.pk, meeting.pk)
    context = {
        "case": case,
        "form": form,
        "kind": kind,
        "kinds": MeetingType.choices,
        "anyone": bool(called),
        "missing": missing_actors(case, today()) if kind == MeetingType.NETWORK else [],
        "agenda": agenda_of(case, list(open_goals(case)) if kind in GOAL_MEETINGS else []),
    }
    return render(request, "meetings/book.html", context)


def _kind(request: StaffRequest, agreed: Meeting | None) -> MeetingType:
    """The kind of meeting that the page is about: the one asked for, or the one agreed on last time.

    An unknown one is the form's to refuse.
    """
    asked = request.POST.get("kind") or request.GET.get("typ", "")
    if asked in MeetingType:
        return MeetingType(asked)
    return MeetingType(agreed.kind) if agreed else MeetingType.NETWORK


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


@require_http_methods(["GET", "POST"])
def move(request: StaffRequest, pk: UUID, meeting_pk: UUID) -> HttpResponse:
    """Move a booked meeting to another time."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    meeting = meeting_of(case, meeting_pk)
    free = free_times(case, request.user)
    form = MoveForm(request.POST or None, meeting=meeting, free=free)
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


@require_GET
def invitation(
    request: StaffRequest, pk: UUID, meeting_pk: UUID, invitation_pk: UUID
) -> HttpResponse:
    """The letter to one organisation that is called. One whose consent was withdrawn gets none."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="invitation.printed")
    meeting = meeting_of(case, meeting_pk)
    standing = Invitation.objects.of(case).standing().select_related("agency", "disclosure__row")
    letters = standing.filter(meeting=meeting).exclude(meeting__status=MeetingStatus.CANCELLED)
    called = get_object_or_404(letters, pk=invitation_pk)
    called.meeting = meeting
    content = invitation_letter(called, viewer=request.user)
    return document(content, "kallelse")
