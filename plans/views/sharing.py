"""Handing out the plan, and the plan on paper."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access import get_case
from cases.models import Case
from cases.pages import case_for, may_write
from organisation.models import Agency
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans import actions
from plans.documents import Copy, plan_html, plan_pdf, recipient_copy
from plans.forms import NotSharingForm, ShareForm
from plans.models import Plan, PlanCopy
from plans.rules import current_plan, excerpts, excerpts_of, handed_out
from sig.lib.dates import today
from sig.lib.forms import attempt
from sig.lib.http import document
from sig.lib.pdf import PangoMissing


@require_http_methods(["GET", "POST"])
def share(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What each recipient gets of the plan in force and what it doesn't, and why; handing it out."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    plan = Plan.objects.of(case).active().first()
    if plan is None:
        messages.info(request, "Planen delas ut när den har börjat gälla.")
        return redirect("plans:plan", case.pk)
    plan.case = case
    named = excerpts(plan, today())
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
        "allowed": [excerpt for excerpt in named if not excerpt.refusal],
        "refused": [excerpt for excerpt in named if excerpt.refusal],
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
        draw=partial(recipient_copy, plan, viewer=request.user),
        by=request.user,
    )
    for made in told or []:
        receipt = made.disclosure.receipt
        sentence = (
            f"Exemplar {made.number} till {made.disclosure.agency} är klart. Kvitto {receipt}."
        )
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
def preview(request: StaffRequest, pk: UUID, agency_pk: int) -> HttpResponse:
    """The copy as the recipient would get it today, marked as a preview and without a number."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="plan.printed")
    plan = get_object_or_404(Plan.objects.of(case).active())
    plan.case = case
    agency = get_object_or_404(Agency.objects.of(case.district_id), pk=agency_pk)
    [excerpt] = excerpts_of(plan, [agency], today())
    if excerpt.refusal:
        raise Http404
    return document(recipient_copy(plan, excerpt, None, viewer=request.user), "plan")


@require_GET
def copy(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """A copy that was handed out, as it was."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="plan.copy_read")
    found = get_object_or_404(PlanCopy.objects.of(case), number=number)
    return document(bytes(found.content), "plan")


@require_GET
def pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A copy on paper: ?kopia=mote (the working copy) or person; ?version=2 for another version."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="plan.printed")
    wanted, plan = _copy(request), _version(request, case)
    plan.case = case
    try:
        return document(plan_pdf(plan, wanted, viewer=request.user), "plan")
    except PangoMissing as missing:
        return HttpResponse(plan_html(plan, wanted, viewer=request.user, notice=str(missing)))


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
