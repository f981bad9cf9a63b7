"""Kompetens: who in the unit lacks what, and the assessment of each (form 2.3, R59)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit import log
from organisation import actions
from organisation.access import districts_with
from organisation.forms import CandidateForm, CompetenceForm
from organisation.models import CompetenceRecord, District
from organisation.personnel import (
    competence_for,
    competence_led,
    is_operative,
    leads,
    led_staff,
    own_competence,
)
from organisation.requests import StaffRequest
from organisation.roles import Permission
from organisation.rules.competence import Competence, competences, requirements_of
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of


NAMES = ("employee", "district", "signed_by")
SHOWN = 50  # candidates, the newest


@require_http_methods(["GET", "POST"])
def competence(request: StaffRequest) -> HttpResponse:
    """The gap list of the unit for its manager, and for everybody what was assessed of them."""
    led = districts_with(request.user, Permission.LEAD_STAFF)
    if not (led or is_operative(request.user)):
        raise Http404
    rows = competences(led_staff(request.user), today())
    if "employee" in request.POST:
        return _start(request, rows)
    form = CandidateForm(
        request.POST if request.method == "POST" else None,
        districts=list(District.objects.in_force(today()).filter(pk__in=led)),
    )
    if led and form.is_valid():
        record = form.save(commit=False)
        if made := attempt(form, actions.start_competence, record=record, by=request.user):
            return redirect("organisation:competence_record", made.pk)
    candidates = competence_led(request.user).filter(employee__isnull=True)
    drafts = competence_led(request.user).drafts().filter(employee__isnull=False)
    own = list(own_competence(request.user).select_related(*NAMES))
    log.record("competence.listed", by=request.user, detail=f"{len(rows) + len(own)} people")
    context = {
        "leads": bool(led),
        "rows": rows,
        "drafts": {record.employee_id: record for record in drafts},
        "candidates": candidates.order_by("signed_at", "candidate")[:SHOWN],
        "is_operative": is_operative(request.user),
        "own": own,
        "form": form,
    }
    return render(request, "organisation/competence.html", context)


def _start(request: StaffRequest, rows: list[Competence]) -> HttpResponse:
    """Begin, or go on with, the assessment of the employee whose button was pressed."""
    asked = (request.POST.get("employee", ""), request.POST.get("district", ""))
    for one in rows:
        if (str(one.employee.pk), str(one.district.pk)) == asked:
            record = CompetenceRecord(district=one.district, employee=one.employee)
            made = actions.start_competence(record=record, by=request.user)
            return redirect("organisation:competence_record", made.pk)
    raise Http404


@require_http_methods(["GET", "POST"])
def record(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An assessment: written in by the manager until it is signed, read afterwards."""
    opened = competence_for(request.user).select_related(*NAMES)
    found = get_object_or_404(opened, pk=pk)
    is_leader = _leads(request, found)
    if request.method == "GET":
        log.record("competence.read", by=request.user, on=found, detail=found.log_detail)
    if is_leader and not found.is_signed:
        return _write(request, found)
    if request.method == "POST":
        raise Http404
    context = {"record": found, "requirements": requirements_of(found)}
    return render(request, "organisation/competence_record.html", context)


def _leads(request: StaffRequest, record: CompetenceRecord) -> bool:
    if record.employee:
        return leads(request.user, record.employee, record.district_id)
    return record.district_id in districts_with(request.user, Permission.LEAD_STAFF)


def _write(request: StaffRequest, record: CompetenceRecord) -> HttpResponse:
    """Save the ratings, and with the other button sign them too: both or neither."""
    form = CompetenceForm(request.POST if request.method == "POST" else None, instance=record)
    act = _save_and_sign if "sign" in request.POST else actions.save_competence
    if form.is_valid() and attempt(
        form, act, record=form.save(commit=False), ratings=form.ratings(), by=request.user
    ):
        done = "påskriven" if "sign" in request.POST else "sparad"
        messages.success(request, f"Bedömningen är {done}.")
        return redirect("organisation:competence_record", record.pk)
    context = {"record": record, "form": form}
    return render(request, "organisation/competence_write.html", context, status=status_of(form))


def _save_and_sign(**saved: Any) -> CompetenceRecord:
    record = actions.save_competence(**saved)
    return actions.sign_competence(record=record, by=saved["by"])
