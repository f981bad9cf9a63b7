"""Writing the plan's own fields, starting a version, and letting it come into force."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from cases import drafts
from cases.pages import case_for, done_or_told
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans import actions
from plans.forms import PlanForm
from plans.rules import current_plan
from plans.views.page import page
from sig.lib.forms import attempt


@require_POST
def start(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, write=Permission.WORK_CASE)
    done_or_told(request, actions.start_plan, "Utkastet är öppet.", case=case)
    return redirect("plans:plan", case.pk)


@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The plan's own fields. They stand on the page itself, where a reload of an answer ends up."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    if request.method == "GET":
        return redirect("plans:plan", case.pk)
    plan = current_plan(case)
    if plan is None:
        raise Http404
    plan.case = case
    form = PlanForm(request.POST, instance=plan)
    if form.is_valid() and attempt(
        form, actions.save_plan, plan=form.save(commit=False), by=request.user
    ):
        drafts.forget(case=case, name=f"plan-{plan.pk}", by=request.user, sent=request.POST)
        messages.success(request, "Planen är sparad.")
        return redirect("plans:plan", case.pk)
    return page(request, case, current_plan(case), main=form)


@require_POST
def activate(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, write=Permission.WORK_CASE)
    plan = current_plan(case)
    if plan is None:
        raise Http404
    if done_or_told(request, actions.activate, "Planen gäller nu. Dela ut den.", plan=plan):
        return redirect("plans:share", case.pk)
    return redirect("plans:plan", case.pk)
