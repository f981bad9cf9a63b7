"""The insatser beside the group: a list with a form for the next, and a page for each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.pages import case_for, done_or_told, may_write
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans import actions
from plans.forms import NewSupportForm, SupportForm
from plans.models import SupportMeasure
from plans.rules import supports as noted_in
from plans.views.page import locked
from sig.lib.forms import attempt, status_of


@require_http_methods(["GET", "POST"])
def supports(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is noted, and a form for one more."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    form = NewSupportForm(request.POST or None, instance=SupportMeasure(case=case))
    if form.is_valid() and attempt(
        form, actions.save_support, support=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Insatsen är sparad.")
        return redirect("plans:supports", case.pk)
    may_work = may_write(request, case, Permission.WORK_CASE)
    context = {"case": case, "form": form, "supports": noted_in(case), "may_work": may_work}
    return render(request, "plans/supports.html", context)


@require_http_methods(["GET", "POST"])
def support(request: StaffRequest, pk: UUID, support_pk: UUID) -> HttpResponse:
    """Change what is noted, note the end, or take away what was noted by mistake."""
    case = locked(request, pk)
    found = get_object_or_404(noted_in(case), pk=support_pk)
    found.case = case
    if "remove" in request.POST:
        done_or_told(request, actions.remove_support, "Insatsen är borttagen.", support=found)
        return redirect("plans:supports", case.pk)
    form = SupportForm(request.POST or None, instance=found)
    if form.is_valid() and attempt(
        form, actions.save_support, support=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Insatsen är sparad.")
        return redirect("plans:supports", case.pk)
    context = {"case": case, "form": form, "support": found}
    return render(request, "plans/support.html", context, status=status_of(form))
