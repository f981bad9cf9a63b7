"""Nödåtkomst: opened by whoever needs it, looked at and ended by the manager (R7)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit import log
from cases.access import logged_list
from cases.actions import emergency as actions
from cases.forms.emergency import EmergencyForm
from cases.models import Case, EmergencyAccess
from cases.pages import case_for, done_or_told
from cases.paging import page
from cases.search import Unsearchable, one_case
from organisation.access import districts_with
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


ACCESSES = 50
NOT_FOUND = "Inget ärende med det numret i din stadsdel."


@sensitive_post_parameters("words")
@require_http_methods(["GET", "POST"])
def emergency(request: StaffRequest) -> HttpResponse:
    """Open a case that one isn't on, and see those that one has open."""
    user = request.user
    if not districts_with(user, Permission.READ_CASE):
        raise PermissionDenied
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (case := _case(form, user)):
        typed = form.cleaned_data
        if access := attempt(
            form,
            actions.open_emergency,
            key=typed["once"],
            case=case,
            reason=typed["reason"],
            hours=typed["hours"],
            by=user,
        ):
            messages.success(request, "Åtkomsten är öppnad. Enhetschefen är meddelad.")
            return redirect("case", access.case_id)
    current = EmergencyAccess.objects.current().filter(user=user).order_by("ends_at", "pk")
    readable = current.filter(case__in=Case.objects.readable(user))
    return render(
        request,
        "cases/emergency.html",
        {"form": form, "current": readable.select_related("case")},
    )


def _case(form: EmergencyForm, user: User) -> Case | None:
    """The case that was asked for. That there is none is logged, and told in the same words always."""
    try:
        case = one_case(user, form.cleaned_data["words"])
    except Unsearchable as reason:
        form.add_error("words", str(reason))
        return None
    if case is None:
        log.record("emergency.missed", by=user)
        form.add_error("words", NOT_FOUND)
    return case


@require_GET
def accesses(request: StaffRequest) -> HttpResponse:
    """The emergency accesses of the manager's stadsdel, newest first: for the review of the log."""
    user = request.user
    districts = districts_with(user, Permission.READ_LOG)
    if not districts:
        raise PermissionDenied
    found = EmergencyAccess.objects.filter(
        district_id__in=districts, case__in=Case.objects.readable(user)
    )
    related = found.select_related("case__district", "user", "ended_by", "read_by")
    shown = page(related, ("opened_at", "id"), ACCESSES, request.GET)
    cases = {row.case_id: row.case for row in shown.rows}.values()
    logged_list(user, cases, event="emergency.reviewed")
    return render(request, "cases/emergencies.html", {"page": shown})


@require_POST
def end(request: StaffRequest, pk: UUID, access: UUID) -> HttpResponse:
    """Take an access away, in one click."""
    return _press(request, pk, access, actions.end_emergency, "Åtkomsten är avslutad.")


@require_POST
def acknowledge(request: StaffRequest, pk: UUID, access: UUID) -> HttpResponse:
    """Mark it as read: it leaves Min dag."""
    return _press(request, pk, access, actions.acknowledge, "Noterat att du har läst.")


def _press(request: StaffRequest, pk: UUID, access: UUID, act: Any, done: str) -> HttpResponse:
    case = case_for(request, pk, write=Permission.READ_LOG)
    found = get_object_or_404(EmergencyAccess.objects.of(case), pk=access)
    found.case = case
    done_or_told(request, act, done, access=found)
    return redirect("cases:emergencies")
