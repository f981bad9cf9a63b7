"""Pausing the interval of a case, and ending a pause early: the manager's."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.pages import case_for, done_or_told
from meetings.actions import end_pause, pause_interval
from meetings.forms.pausing import PauseForm
from meetings.models import IntervalPause
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def pause(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Decide on a pause."""
    case = case_for(request, pk, read=Permission.DECIDE, write=Permission.DECIDE)
    decided = IntervalPause(case=case)
    form = PauseForm(request.POST if request.method == "POST" else None, instance=decided)
    if form.is_valid() and attempt(
        form, pause_interval, pause=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Intervallet är pausat.")
        return redirect("meetings:list", case.pk)
    return render(request, "meetings/pause.html", {"case": case, "form": form})


@require_POST
def end(request: StaffRequest, pk: UUID, pause_pk: UUID) -> HttpResponse:
    """End a pause early."""
    case = case_for(request, pk, write=Permission.DECIDE)
    found = get_object_or_404(IntervalPause.objects.of(case), pk=pause_pk)
    found.case = case
    done_or_told(request, end_pause, "Pausen är avslutad. Dagarna räknas igen.", pause=found)
    return redirect("meetings:list", case.pk)
