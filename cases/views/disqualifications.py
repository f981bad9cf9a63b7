"""Jäv: stepping aside, and the manager's trial of it (R5)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import get_case
from cases.actions.disqualifications import declare, lift
from cases.forms.people import DisqualificationForm, LiftForm
from cases.models import Disqualification
from cases.pages import case_for
from organisation.models import LegalReference
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def disqualify(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Anmäl jäv: everybody who may read the case may leave it, and then no longer reads it."""
    case = case_for(request, pk, write=Permission.READ_CASE)
    held = Disqualification(case=case)
    form = DisqualificationForm(request.POST if request.method == "POST" else None, instance=held)
    if form.is_valid() and attempt(
        form, declare, disqualification=form.save(commit=False), by=request.user
    ):
        messages.success(
            request, f"Du har anmält jäv och lämnat ärendet {case.number}. Enhetschefen ser det."
        )
        return redirect("cases:list")
    law = LegalReference.objects.cited(LegalReference.Use.BIAS, today())
    return render(request, "cases/disqualify.html", {"case": case, "form": form, "law": law})


@require_http_methods(["GET", "POST"])
def trial(request: StaffRequest, pk: UUID, disqualification: UUID) -> HttpResponse:
    """Pröva ett jäv: the ground and the words, read by the manager alone; lifted with a reason."""
    case = get_case(request.user, pk, Permission.DECIDE, event="disqualification.read")
    stepped = Disqualification.objects.of(case).in_force().select_related("user")
    held = get_object_or_404(stepped, pk=disqualification)
    held.case = case
    form = LiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form, lift, disqualification=held, by=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Jävet är hävt. {held.user} kan åter sättas på ärendet.")
        return redirect("cases:staff", case.pk)
    return render(request, "cases/trial.html", {"case": case, "form": form, "held": held})
