"""Taking a consent back (R11)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import get_case
from consent import actions
from consent.forms.withdrawal import WithdrawForm
from consent.models import ConsentRow
from consent.views.fetch import disclosures_of
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    """Ask who withdraws and how, and withdraw the row at once (R11)."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    asked = get_object_or_404(ConsentRow.objects.of(case).select_related("agency"), pk=row)
    asked.case = case
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if attempt(form, actions.withdraw, row=asked, words=words, by=request.user):
            messages.success(request, f"Medgivandet till {asked.agency} är återkallat.")
            return redirect("consent:list", case.pk)
    told = disclosures_of(case).filter(row=asked)
    context = {"case": case, "form": form, "rows": [asked], "disclosures": told}
    return render(request, "consent/withdraw.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_all(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask who withdraws and how, and withdraw everything that is in force or to come (R11)."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    rows = ConsentRow.objects.of(case).standing(today()).select_related("agency")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if attempt(form, actions.withdraw_all, case=case, words=words, by=request.user):
            messages.success(request, "Alla medgivanden är återkallade.")
            return redirect("consent:list", case.pk)
    told = disclosures_of(case).filter(row__in=rows)
    context = {"case": case, "form": form, "rows": rows, "disclosures": told}
    return render(request, "consent/withdraw.html", context)
