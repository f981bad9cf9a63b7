"""Årsrapporter: written by the uppföljare, counted and drawn by the worker."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from followup.access import require_analyst
from followup.actions.reports import save_report, sign_report
from followup.forms.reports import NewReportForm, OrderReportForm, ReportForm
from followup.models import AnnualReport
from followup.reporting import order_report
from organisation.requests import StaffRequest
from sig.lib.forms import attempt, status_of
from sig.lib.rules import Refused


@require_http_methods(["GET", "POST"])
def reports(request: StaffRequest) -> HttpResponse:
    """All of them, and the way to begin one."""
    require_analyst(request.user)
    form = NewReportForm(request.POST or None)
    if request.method == "POST" and (made := _begun(request, form)):
        return redirect("followup:report", made.pk)
    shown = AnnualReport.objects.select_related("author")
    return render(request, "followup/reports.html", {"form": form, "reports": shown})


def _begun(request: StaffRequest, form: NewReportForm) -> AnnualReport | None:
    """The report that the form makes, or made when it was sent before."""
    valid = form.is_valid()
    key = form.cleaned_data.get("once")
    if key and (again := AnnualReport.objects.filter(pk=key).first()):
        return again
    if not valid:
        return None
    return attempt(form, save_report, report=form.save(commit=False), by=request.user)


@require_http_methods(["GET", "POST"])
def report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The texts while it is a draft, and to read afterwards; its PDF is ordered here."""
    found = _report(request, pk)
    form = (
        None
        if found.is_signed or found.source
        else ReportForm(request.POST or None, instance=found)
    )
    if form and request.method == "POST" and _saved(request, form):
        messages.success(request, "Texterna är sparade.")
        return redirect("followup:report", pk)
    context = {"report": found, "form": form, "order": OrderReportForm()}
    return render(request, "followup/report.html", context, status=status_of(form))


def _saved(request: StaffRequest, form: ReportForm) -> bool:
    if not form.is_valid():
        return False
    report = form.save(commit=False)
    return bool(attempt(form, save_report, report=report, by=request.user))


@require_POST
def sign(request: StaffRequest, pk: UUID) -> HttpResponse:
    found = _report(request, pk)
    try:
        sign_report(report=found, by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Årsrapporten är påskriven.")
    return redirect("followup:report", pk)


@require_POST
def order(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Have the PDF counted and drawn. Pressed twice it is the same order."""
    found = _report(request, pk)
    form = OrderReportForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Sidan var för gammal. Försök igen.")
        return redirect("followup:report", pk)
    try:
        job = order_report(report=found, key=form.cleaned_data["once"], by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("followup:report", pk)
    return redirect("organisation:job", job.pk)


def _report(request: StaffRequest, pk: UUID) -> AnnualReport:
    require_analyst(request.user)
    return get_object_or_404(AnnualReport.objects.select_related("author", "signed_by"), pk=pk)
