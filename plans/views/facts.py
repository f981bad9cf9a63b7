"""What is noted round the plan, each on a page of its own: undertakings, other plans, signatures."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.models import Case
from cases.pages import case_for, done_or_told, may_write
from organisation.models import Agency
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans import actions
from plans.forms import RelatedForm, SignaturesForm, UndertakingForm
from plans.models import Plan, RelatedPlan, Undertaking
from plans.rules import current_plan, related_plans
from plans.views.page import locked
from sig.lib.forms import attempt


def _at_hand(case: Case) -> Plan:
    plan = current_plan(case)
    if plan is None:
        raise Http404
    plan.case = case
    return plan


@require_http_methods(["GET", "POST"])
def undertaking(request: StaffRequest, pk: UUID, agency_pk: int) -> HttpResponse:
    """That a partner has accepted what the plan asks of it."""
    case = locked(request, pk)
    plan = _at_hand(case)
    agency = get_object_or_404(Agency.objects.of(case.district_id), pk=agency_pk)
    told = Undertaking.objects.of(case).filter(plan=plan, agency=agency).first()
    form = UndertakingForm(
        request.POST or None, instance=told or Undertaking(case=case, plan=plan, agency=agency)
    )
    if request.method == "POST" and form.is_valid():
        accepted = form.cleaned_data
        if attempt(
            form,
            actions.accept_undertaking,
            plan=plan,
            agency=agency,
            accepted_on=accepted["accepted_on"],
            accepted_by=accepted["accepted_by"],
            by=request.user,
        ):
            messages.success(request, "Åtagandet är noterat.")
            return redirect("plans:plan", case.pk)
    heading = f"Åtagandet accepterat: {agency}"
    return _fact(request, plan, form, heading=heading, label="Spara åtagandet")


@require_http_methods(["GET", "POST"])
def signatures(request: StaffRequest, pk: UUID) -> HttpResponse:
    """When the paper copy was signed."""
    case = locked(request, pk)
    plan = _at_hand(case)
    form = SignaturesForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        signed = form.cleaned_data
        if attempt(
            form,
            actions.note_signatures,
            plan=plan,
            participant_on=signed["participant_signed_on"],
            guardian_on=signed.get("guardian_signed_on"),
            by=request.user,
        ):
            messages.success(request, "Underskrifterna är noterade.")
            return redirect("plans:plan", case.pk)
    heading = f"Underskrifter på version {plan.number}"
    return _fact(request, plan, form, heading=heading, label="Spara underskrifterna")


def _fact(
    request: StaffRequest,
    plan: Plan,
    form: UndertakingForm | SignaturesForm,
    *,
    heading: str,
    label: str,
) -> HttpResponse:
    context = {"case": plan.case, "plan": plan, "form": form, "heading": heading, "label": label}
    return render(request, "plans/fact.html", context)


@require_http_methods(["GET", "POST"])
def related(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The other plans about the person: where each is found, never what it says."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    if "remove" in request.POST:
        found = get_object_or_404(related_plans(case), pk=_key(request.POST["remove"]))
        done_or_told(request, actions.remove_related, "Hänvisningen är borttagen.", related=found)
        return redirect("plans:related", case.pk)
    form = RelatedForm(request.POST or None, instance=RelatedPlan(case=case))
    if request.method == "POST" and form.is_valid():
        new = form.save(commit=False)
        if attempt(form, actions.add_related, related=new, by=request.user):
            messages.success(request, "Hänvisningen är sparad.")
            return redirect("plans:related", case.pk)
    context = {
        "case": case,
        "form": form,
        "related": related_plans(case),
        "may_work": may_write(request, case, Permission.WORK_CASE),
    }
    return render(request, "plans/related.html", context)


def _key(sent: str) -> UUID:
    try:
        return UUID(sent)
    except ValueError:
        raise Http404 from None
