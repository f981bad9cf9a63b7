"""One meeting: prepared, held, signed and read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import drafts
from cases.access import get_case
from cases.pages import case_for, may_write
from cases.rows import MOST
from meetings import actions
from meetings.agenda import Agenda, agenda_of
from meetings.forms.agreed import TOTAL, DecisionSet, with_one_more_row
from meetings.forms.minutes import MinutesPaper
from meetings.goals import goals_of
from meetings.models import Meeting, MeetingStatus
from meetings.rules import agreed_next, signing_blockers
from meetings.views.fetch import meeting_of, show_refusal
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt, status_of
from sig.lib.rules import Refused


INVITED = ("agency", "disclosure__row")


@require_http_methods(["GET", "POST"])
def meeting(request: StaffRequest, pk: UUID, meeting_pk: UUID) -> HttpResponse:
    """The meeting as a form while it can be written in, and to read otherwise."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    meeting = meeting_of(case, meeting_pk)
    writable = meeting.status != MeetingStatus.CANCELLED and not meeting.is_signed
    posted = request.method == "POST"
    if not posted and not (writable and may_write(request, case, Permission.WORK_CASE)):
        context = _read(meeting)
        context["may_work"] = may_write(request, case, Permission.WORK_CASE)
        return render(request, "meetings/read.html", context)
    adds_row = "add_row" in request.POST
    data = with_one_more_row(request.POST) if adds_row else request.POST
    paper = MinutesPaper(meeting, goals_of(meeting), data if posted else None)
    unsaved = drafts.unsaved(case, f"mote-{meeting.pk}", request.user, sent=posted)
    paper.fill(unsaved)
    if posted and not adds_row and paper.is_valid() and _save(request, meeting, paper):
        drafts.forget(case=case, name=unsaved.name, by=request.user, sent=request.POST)
        return redirect("meetings:meeting", case.pk, meeting.pk)
    context = _written(meeting, paper) | {"unsaved": unsaved}
    if meeting.held_on:
        context["missing"] = signing_blockers(meeting, request.user)
    status = status_of(paper.form, *paper.decisions.forms)
    return render(request, "meetings/meeting.html", context, status=status)


def _written(meeting: Meeting, paper: MinutesPaper) -> dict[str, Any]:
    stopped = meeting.invitations.filter(stopped_at__isnull=False).select_related(*INVITED)
    return {
        "case": meeting.case,
        "meeting": meeting,
        "paper": paper,
        "stopped": stopped,
        "next_row": paper.decisions.total_form_count(),
        "max_rows": MOST,
        "agenda": agenda_of(meeting.case, [form.goal for form in paper.reviews], meeting),
    }


def _save(request: StaffRequest, meeting: Meeting, paper: MinutesPaper) -> Meeting | None:
    act = actions.revise if meeting.held_on else actions.hold
    saved = attempt(paper.form, act, meeting=meeting, **paper.records(), by=request.user)
    if saved:
        held = (
            "Minnesanteckningarna är sparade." if meeting.held_on else "Mötet är sparat som hållet."
        )
        messages.success(request, held)
    return saved


@require_POST
def sign(request: StaffRequest, pk: UUID, meeting_pk: UUID) -> HttpResponse:
    """Sign the minutes; what is missing stands on the meeting's page."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    meeting = meeting_of(case, meeting_pk)
    try:
        actions.sign(meeting=meeting, by=request.user)
    except Refused as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, "Minnesanteckningarna är påskrivna.")
    return redirect("meetings:meeting", case.pk, meeting.pk)


@require_GET
def decision_row(request: StaffRequest, pk: UUID, meeting_pk: UUID, number: int) -> HttpResponse:
    """One more empty decision, to put into the open page."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    if number >= MOST:
        raise Http404
    found = meeting_of(case, meeting_pk)
    context = {
        "case": case,
        "meeting": found,
        "line": DecisionSet(record=found).blank(number),
        "number": number + 1,
        "total": TOTAL,
        "next_row": number + 1,
        "max_rows": MOST,
    }
    return render(request, "meetings/parts/next_decision.html", context)


def _read(meeting: Meeting) -> dict[str, Any]:
    return {
        "case": meeting.case,
        "meeting": meeting,
        "to_book": _to_book(meeting),
        "contributions": meeting.contributions.select_related("agency"),
        "activity_reviews": meeting.activity_reviews.select_related("activity"),
        "decisions": meeting.decisions.kept().select_related("goal"),
        "invitations": meeting.invitations.select_related(*INVITED),
        "attendances": meeting.attendances.select_related("agency"),
        "reviews": meeting.reviews.select_related("goal"),
        "agenda": _agenda(meeting) if meeting.status == MeetingStatus.BOOKED else None,
    }


def _agenda(meeting: Meeting) -> Agenda:
    return agenda_of(meeting.case, goals_of(meeting), meeting)


def _to_book(meeting: Meeting) -> bool:
    """Whether the next day that this meeting agreed on is still to be booked."""
    return meeting.is_signed and agreed_next(meeting.case) == meeting
