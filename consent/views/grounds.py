"""Disclosure without consent (R16): asked for by the officer, decided by the manager, carried out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.models import Case
from cases.pages import case_for, may_write
from consent import actions
from consent.forms.grounds import DecideGroundForm, GroundForm
from consent.models import Ground
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt
from sig.lib.rules import Refused


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask for a disclosure without consent. Nothing leaves by asking."""
    case = case_for(request, pk, read=Permission.WORK_CASE, write=Permission.WORK_CASE)
    form = GroundForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        ground = form.save(commit=False)
        if attempt(form, actions.ask_ground, ground=ground, by=request.user):
            messages.success(request, "Begäran är lämnad till chefen. Inget är utlämnat än.")
            return redirect("consent:ground", case.pk, ground.pk)
    return render(request, "consent/ground_new.html", {"case": case, "form": form})


@require_GET
def ground(request: StaffRequest, pk: UUID, ground: UUID) -> HttpResponse:
    """One request, with the manager's answer and what came of it."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="ground.read")
    return _page(request, case, _found(case, ground))


@require_POST
def decide(request: StaffRequest, pk: UUID, ground: UUID) -> HttpResponse:
    """The manager approves or refuses."""
    case = case_for(
        request, pk, read=Permission.DECIDE, write=Permission.DECIDE, event="ground.read"
    )
    asked = _found(case, ground)
    form = DecideGroundForm(request.POST)
    if form.is_valid() and attempt(
        form, actions.decide_ground, ground=asked, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Beslutet är sparat.")
        return redirect("consent:ground", case.pk, asked.pk)
    return _page(request, case, _found(case, ground), form=form)


@require_POST
def carry_out(request: StaffRequest, pk: UUID, ground: UUID) -> HttpResponse:
    """Note that what was approved leaves, now."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="ground.read")
    asked = _found(case, ground)
    try:
        sent = actions.disclose_on_ground(ground=asked, by=request.user)
    except Refused as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    else:
        sentence = f"Utlämnandet till {sent.agency} är noterat. Kvitto {sent.receipt}."
        messages.success(request, sentence)
    return redirect("consent:ground", case.pk, asked.pk)


def _found(case: Case, pk: UUID) -> Ground:
    grounds = Ground.objects.of(case).select_related(
        "agency", "reference", "asked_by", "decided_by", "disclosure__sent_by"
    )
    found: Ground = get_object_or_404(grounds, pk=pk)
    found.case = case
    return found


def _page(request: StaffRequest, case: Case, ground: Ground, **bound: Any) -> HttpResponse:
    decides = may_write(request, case, Permission.DECIDE) and ground.approved is None
    context = {
        "case": case,
        "ground": ground,
        "sent": ground.disclosure if ground.is_used else None,
        "form": DecideGroundForm() if decides else None,
        "may_work": may_write(request, case, Permission.WORK_CASE),
    }
    return render(request, "consent/ground.html", context | bound)
