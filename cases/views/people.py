"""Who is on the case: the need-to-know, shown to everybody in it and to those who staff it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.access import get_row, lock_case
from cases.actions import opening
from cases.degrees import without_degree
from cases.forms.people import StaffForm
from cases.models import Case, CaseRole, Disqualification
from cases.pages import case_for, done_or_told, may_write
from organisation.access import may
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


INSIDE, OUTSIDE = "cases/staff.html", "cases/staff_outside.html"


@require_http_methods(["GET", "POST"])
def staff(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Handläggare: who, as what, since when. Whoever sees only the row gets a page without the name."""
    case, template = _case_or_row(request, pk)
    form = StaffForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_valid() and (
        role := attempt(form, opening.assign, case=case, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"{role.user} är {role.get_kind_display().lower()}.")
        return redirect("cases:staff", case.pk)
    roles = list(CaseRole.objects.of(case).select_related("user").order_by("started_on", "pk"))
    return render(
        request,
        template,
        {
            "case": case,
            "form": form,
            "active": [role for role in roles if role.ended_on is None],
            "former": [role for role in roles if role.ended_on is not None],
            "may_staff": may_write(request, case, Permission.STAFF_CASE),
            "disqualified": _disqualified(request, case),
            "without_degree": without_degree(case),
        },
    )


def _case_or_row(request: StaffRequest, pk: UUID) -> tuple[Case, str]:
    """The case with its frame for those who may read it, or the row of it for those who staff it."""
    try:
        case = case_for(request, pk, write=Permission.STAFF_CASE, event="staff.read")
    except Http404:
        row = get_row(request.user, pk, Permission.STAFF_CASE, event="staff.read")
        return (lock_case(row) if request.method == "POST" else row), OUTSIDE
    return case, INSIDE


def _disqualified(request: StaffRequest, case: Case) -> list[Disqualification]:
    """Who has stepped aside, newest first: for the manager alone, and without the reason."""
    if not may(request.user, Permission.DECIDE, case.district_id):
        return []
    stepped = Disqualification.objects.of(case).select_related("user", "lifted_by")
    return list(stepped.order_by("-declared_at", "pk"))


@require_POST
def release(request: StaffRequest, pk: UUID, role: UUID) -> HttpResponse:
    """Take someone off the case. Whoever takes themselves off may lose the page they stand on."""
    case, _ = _case_or_row(request, pk)
    found = get_object_or_404(CaseRole.objects.of(case).active().select_related("user"), pk=role)
    found.case = case
    done = f"{found.user} är inte längre {found.get_kind_display().lower()} i ärendet."
    done_or_told(request, opening.release, done, role=found)
    listed = Case.objects.listed(request.user).filter(pk=case.pk)
    if listed.exists() and may(request.user, Permission.STAFF_CASE, case.district_id):
        return redirect("cases:staff", case.pk)
    return redirect("cases:list")
