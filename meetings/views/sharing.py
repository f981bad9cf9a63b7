"""Handing out the minutes, and the minutes on paper."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access import get_case
from cases.pages import case_for, may_write
from meetings import actions
from meetings.documents import Paper, minutes_html, minutes_pdf, recipient_copy
from meetings.forms.sharing import ShareMinutesForm
from meetings.models import Meeting, MinutesCopy
from meetings.rules import called, minutes_excerpts
from meetings.views.fetch import meeting_of
from organisation.models import Agency
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt
from sig.lib.http import document
from sig.lib.pdf import PangoMissing


@require_GET
def minutes(request: StaffRequest, pk: UUID, meeting_pk: UUID) -> HttpResponse:
    """The minutes on paper: ?papper=hela (the whole) or vem-gor-vad."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="minutes.printed")
    meeting = meeting_of(case, meeting_pk)
    wanted = _paper(request)
    if not meeting.held_on:
        raise Http404
    try:
        return document(minutes_pdf(meeting, wanted, viewer=request.user), "minnesanteckningar")
    except PangoMissing as missing:
        notice = str(missing)
        return HttpResponse(minutes_html(meeting, wanted, viewer=request.user, notice=notice))


def _paper(request: StaffRequest) -> Paper:
    try:
        return Paper(request.GET.get("papper", Paper.WHOLE))
    except ValueError:
        raise Http404 from None


@require_http_methods(["GET", "POST"])
def share(request: StaffRequest, pk: UUID, meeting_pk: UUID) -> HttpResponse:
    """What each of those called gets of the minutes and what it doesn't, and why; handing them out."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    meeting = meeting_of(case, meeting_pk)
    if not meeting.is_signed:
        messages.info(request, "Minnesanteckningarna delas ut när de är påskrivna.")
        return redirect("meetings:meeting", case.pk, meeting.pk)
    excerpts = minutes_excerpts(meeting, called(meeting), today())
    form = ShareMinutesForm(request.POST or None, excerpts=excerpts)
    if request.method == "POST" and form.is_valid() and _hand_out(request, form, meeting):
        return redirect("meetings:share", case.pk, meeting.pk)
    copies = MinutesCopy.objects.of(case).filter(meeting=meeting).defer("content")
    context = {
        "case": case,
        "meeting": meeting,
        "form": form,
        "may_work": may_write(request, case, Permission.WORK_CASE),
        "allowed": [excerpt for excerpt in excerpts if not excerpt.refusal],
        "refused": [excerpt for excerpt in excerpts if excerpt.refusal],
        "copies": copies.select_related("disclosure__agency", "disclosure__sent_by"),
    }
    return render(request, "meetings/share.html", context)


def _hand_out(request: StaffRequest, form: ShareMinutesForm, meeting: Meeting) -> bool:
    told = attempt(
        form,
        actions.share_minutes,
        meeting=meeting,
        agencies=form.cleaned_data["agencies"],
        draw=partial(recipient_copy, meeting, viewer=request.user),
        by=request.user,
    )
    for made in told or []:
        to, receipt = made.disclosure.agency, made.disclosure.receipt
        messages.success(request, f"Exemplar {made.number} till {to} är klart. Kvitto {receipt}.")
    return bool(told)


@require_GET
def preview(request: StaffRequest, pk: UUID, meeting_pk: UUID, agency_pk: int) -> HttpResponse:
    """The copy as the recipient would get it today, marked as a preview and without a number."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="minutes.printed")
    meeting = meeting_of(case, meeting_pk)
    agency = get_object_or_404(Agency.objects.of(case.district_id), pk=agency_pk)
    if not meeting.is_signed or agency not in called(meeting):
        raise Http404
    [excerpt] = minutes_excerpts(meeting, [agency], today())
    if excerpt.refusal:
        raise Http404
    return document(
        recipient_copy(meeting, excerpt, None, viewer=request.user), "minnesanteckningar"
    )


@require_GET
def copy(request: StaffRequest, pk: UUID, meeting_pk: UUID, number: int) -> HttpResponse:
    """A copy that was handed out, as it was."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="minutes.copy_read")
    copies = MinutesCopy.objects.of(case).filter(meeting=meeting_pk)
    return document(bytes(get_object_or_404(copies, number=number).content), "minnesanteckningar")
