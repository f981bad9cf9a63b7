"""Ersättare: who stands in for the manager, and when."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from organisation.access import districts_with, is_administrator
from organisation.actions import end_deputy, name_deputy
from organisation.forms import DeputyForm
from organisation.models import Deputy, District
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


SHOWN = 20  # periods that are over


@require_http_methods(["GET", "POST"])
def deputies(request: StaffRequest) -> HttpResponse:
    """The manager's own page: who stands in now and later, who has, and naming one more."""
    districts = list(District.objects.in_force(today()).filter(pk__in=_managed(request)))
    form = DeputyForm(request.POST if request.method == "POST" else None, districts=districts)
    if form.is_valid() and (
        deputy := attempt(form, name_deputy, deputy=form.save(commit=False), by=request.user)
    ):
        messages.success(request, f"{deputy.user} är utsedd till ersättare.")
        return redirect("organisation:deputies")
    named, day = _named(request), today()
    current = named.filter(valid_to__gte=day, ended_at__isnull=True)
    context = {
        "form": form,
        "current": [(deputy, deputy.valid_from <= day) for deputy in current],
        "former": named.exclude(pk__in=current.values("pk"))[:SHOWN],
    }
    return render(request, "organisation/deputies.html", context)


@require_POST
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """End a deputyship before its time: a manager of the stadsdel, or the administrator."""
    administers = is_administrator(request.user)
    named = Deputy.objects.select_related("user", "district") if administers else _named(request)
    deputy = get_object_or_404(named, pk=pk)
    end_deputy(deputy=deputy, by=request.user)
    messages.success(request, f"{deputy.user} är inte längre ersättare.")
    return redirect("organisation:all_deputies" if administers else "organisation:deputies")


def _managed(request: StaffRequest) -> frozenset[int]:
    """The stadsdelar that the user may name deputies in. Raises ``PermissionDenied`` for none."""
    managed = districts_with(request.user, Permission.NAME_DEPUTY)
    if not managed:
        raise PermissionDenied
    return managed


def _named(request: StaffRequest) -> QuerySet[Deputy]:
    named = Deputy.objects.filter(district_id__in=_managed(request))
    return named.select_related("district", "user", "stands_in_for", "ended_by")
