"""Handing out the plan, and the plan on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access import get_case
from cases.models import Case
from cases.pages import case_for, may_write
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans import actions
from plans.documents import Copy, document, plan_html, plan_pdf
from plans.forms import NotSharingForm, ShareForm
from plans.models import Plan
from plans.rules import current_plan, handed_out, recipients
from sig.lib.dates import today
from sig.lib.forms import attempt
from sig.lib.pdf import PangoMissing


@require_http_methods(["GET", "POST"])
def share(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who may get the plan in force, who may not and why; handing it out, or the reason why not."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    plan = Plan.objects.of(case).active().first()
    if plan is None:
        messages.info(request, "Planen delas ut när den har börjat gälla.")
        return redirect("plans:plan", case.pk)
    plan.case = case
    named = recipients(plan, today())
    keep = "keep" in request.POST
    form = ShareForm(request.POST if request.POST and not keep else None, case=case, named=named)
    reason = NotSharingForm(request.POST if keep else None)
    if request.method == "POST" and (
        _keep(request, reason, plan) if keep else _hand_out(request, form, plan)
    ):
        return redirect("plans:share", case.pk)
    context = {
        "case": case,
        "plan": plan,
        "label": case.programme.plan_label,
        "may_work": may_write(request, case, Permission.WORK_CASE),
        "form": form,
        "reason": reason,
        "allowed": [recipient for recipient in named if not recipient.refusal],
        "refused": [recipient for recipient in named if recipient.refusal],
        "handed_out": handed_out(plan),
    }
    return render(request, "plans/share.html", context)


def _hand_out(request: StaffRequest, form: ShareForm, plan: Plan) -> bool:
    if not form.is_valid():
        return False
    told = attempt(
        form,
        actions.share_plan,
        plan=plan,
        agencies=form.cleaned_data["agencies"],
        content=document(plan, viewer=request.user),
        by=request.user,
    )
    for disclosure in told or []:
        sentence = f"Planen är utdelad till {disclosure.agency}. Kvitto {disclosure.receipt}."
        messages.success(request, sentence)
    return bool(told)


def _keep(request: StaffRequest, form: NotSharingForm, plan: Plan) -> bool:
    if not form.is_valid():
        return False
    reason = form.cleaned_data["reason"]
    kept = attempt(form, actions.not_sharing, plan=plan, reason=reason, by=request.user)
    if kept:
        messages.success(request, "Skälet är sparat.")
    return bool(kept)


@require_GET
def pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A copy on paper: ?kopia=mote (the working copy) or person; ?version=2 for another version."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="plan.printed")
    copy, plan = _copy(request), _version(request, case)
    plan.case = case
    try:
        data = plan_pdf(plan, copy, viewer=request.user)
    except PangoMissing as missing:
        return HttpResponse(plan_html(plan, copy, viewer=request.user, notice=str(missing)))
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="plan.pdf"'},
    )


def _copy(request: StaffRequest) -> Copy:
    try:
        return Copy(request.GET.get("kopia", Copy.MEETING))
    except ValueError:
        raise Http404 from None


def _version(request: StaffRequest, case: Case) -> Plan:
    number = request.GET.get("version")
    if number is None:
        plan = current_plan(case)
    else:
        plan = Plan.objects.of(case).filter(number=number).first() if number.isdecimal() else None
    if plan is None:
        raise Http404
    return plan
