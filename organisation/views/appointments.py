"""Roller: approved, looked at once a quarter, and ended."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from organisation.access import districts_with, is_administrator
from organisation.actions import approve_role, keep_role, withdraw_role
from organisation.models import Appointment
from organisation.models.appointments import AppointmentQuerySet
from organisation.requests import StaffRequest
from organisation.reviews import looked_after, looked_at, quarter_of, waiting
from organisation.roles import Permission
from organisation.rules.appointments import cannot_approve
from sig.lib.dates import today
from sig.lib.rules import Refused


ACTS = {
    "godkann": (approve_role, "Rollen är godkänd."),
    "behall": (keep_role, "Rollen är genomgången och behålls."),
    "avsluta": (withdraw_role, "Rollen är avslutad. Det gäller från och med nu."),
}


def _mine(request: StaffRequest) -> AppointmentQuerySet:
    """The roles that the user looks after. Raises ``Http404`` for who looks after none."""
    user = request.user
    if not (is_administrator(user) or districts_with(user, Permission.NAME_DEPUTY)):
        raise Http404
    return looked_after(user)


@require_GET
def roles(request: StaffRequest) -> HttpResponse:
    """What waits for approval, what is to be looked at this quarter, and what has been."""
    mine, day, by = _mine(request), today(), request.user
    rows = looked_at(mine, day)
    context = {
        "waiting": [(row, not cannot_approve(row, by)) for row in waiting(mine)],
        "due": [(row, row.appointment.user_id != by.pk) for row in rows if row.is_due],
        "done": [row for row in rows if not row.is_due],
        "quarter": quarter_of(day),
        "stadsdelar": _stadsdelar() if is_administrator(by) else [],
    }
    return render(request, "organisation/roles.html", context)


def _stadsdelar() -> list[dict[str, Any]]:
    """How far each stadsdel's manager has come."""
    rows = looked_at(Appointment.objects.filter(role_group__district__isnull=False), today())
    held, due, late = (
        Counter(row.appointment.district for row in chosen)
        for chosen in (
            rows,
            [row for row in rows if row.is_due],
            [row for row in rows if row.is_late],
        )
    )
    return [
        {"district": one, "held": count, "due": due[one], "late": late[one]}
        for one, count in held.items()
    ]


@require_POST
def role(request: StaffRequest, pk: UUID, act: str) -> HttpResponse:
    """Approve a role, keep it for a quarter, or end it."""
    if act not in ACTS:
        raise Http404
    every = Appointment.objects.select_related("user", "role_group__district")
    admin = is_administrator(request.user)
    found = get_object_or_404(every if admin else every.filter(pk__in=_mine(request)), pk=pk)
    change, said = ACTS[act]
    try:
        change(appointment=found, by=request.user)
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    if admin and "page" in request.POST:
        return redirect("organisation:user", found.user_id)
    return redirect("organisation:roles")
