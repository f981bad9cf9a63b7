"""Who is on the case: the need-to-know, shown to everybody in it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions import opening
from cases.forms.people import StaffForm
from cases.models import Case, CaseRole
from cases.pages import case_for, done_or_told, may_write
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def staff(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Handläggare: who, as what, since when."""
    case = case_for(request, pk, write=Permission.STAFF_CASE, event="staff.read")
    form = StaffForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_valid() and (
        role := attempt(form, opening.assign, case=case, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{role.user} är {role.get_kind_display().lower()}.")
        return redirect("cases:staff", case.pk)
    roles = list(CaseRole.objects.of(case).select_related("user").order_by("started_on", "pk"))
    return render(
        request,
        "cases/staff.html",
        {
            "case": case,
            "form": form,
            "active": [role for role in roles if role.ended_on is None],
            "former": [role for role in roles if role.ended_on is not None],
            "may_staff": may_write(request, case, Permission.STAFF_CASE),
        },
    )


@require_POST
def release(request: StaffRequest, pk: UUID, role: UUID) -> HttpResponse:
    """Take someone off the case. Whoever takes themselves off may lose the page they stand on."""
    case = case_for(request, pk, write=Permission.STAFF_CASE, event="staff.read")
    found = get_object_or_404(CaseRole.objects.of(case).active().select_related("user"), pk=role)
    found.case = case
    done = f"{found.user} är inte längre {found.get_kind_display().lower()} i ärendet."
    done_or_told(request, opening.release, done, role=found)
    if Case.objects.readable(request.user).filter(pk=case.pk).exists():
        return redirect("cases:staff", case.pk)
    return redirect("cases:list")
