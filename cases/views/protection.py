"""Protected identity: seen by those on the case, set and lifted by them or the manager (R41)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.actions.protection import set_protection
from cases.forms.protection import ProtectionChangeForm
from cases.models import Case, CaseRole, ProtectionChange
from cases.pages import case_for, may_write
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


# Whoever logs cases registers persons: everybody who may be on a case, and the manager.
WRITE = Permission.LOG_CASE


@require_http_methods(["GET", "POST"])
def protection(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Which protection the person has, who may see the case, and what has been changed."""
    case = case_for(request, pk, write=WRITE, event="protection.read")
    roles = CaseRole.objects.of(case).active().select_related("user").order_by("started_on", "pk")
    on = list({role.user_id: role.user for role in roles}.values())
    form = ProtectionChangeForm(
        request.POST if request.method == "POST" else None,
        instance=ProtectionChange(case=case),
        case=case,
        on=on,
    )
    if form.is_valid() and attempt(
        form,
        set_protection,
        change=form.save(commit=False),
        named=form.cleaned_data["named"],
        by=request.user,
    ):
        messages.success(request, "Skyddet av personuppgifterna är ändrat.")
        # A manager who didn't name themselves has just lost the case.
        found = Case.objects.readable(request.user).filter(pk=case.pk).exists()
        return redirect("cases:protection", case.pk) if found else redirect("cases:list")
    changes = ProtectionChange.objects.of(case).order_by("-changed_at", "-pk")
    return render(
        request,
        "cases/protection.html",
        {
            "case": case,
            "form": form,
            "on": on,
            "changes": changes.select_related("changed_by"),
            "may_write": may_write(request, case, WRITE),
        },
    )
