"""Överenskommelser, åtgärdsplaner and lägesbilder: what the cooperation rests on, with its days."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from organisation.access import districts_with
from organisation.actions import note_paper, save_agreement, strike_paper
from organisation.forms import ActionPlanForm, AgreementForm, PictureForm
from organisation.models import ActionPlan, Agreement, SituationPicture
from organisation.partners import agreements_for, get_agreement, stadsdelar_with
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of


READ, EDIT = Permission.READ_PARTNERS, Permission.EDIT_PARTNERS
STRIKE = "stryk"  # the button beside what was noted by mistake: it carries the row's key


@require_http_methods(["GET", "POST"])
def agreements(request: StaffRequest) -> HttpResponse:
    """Every agreement, and the lägesbilder, which are noted here."""
    stadsdelar = stadsdelar_with(request.user, EDIT if request.method == "POST" else READ)
    if STRIKE in request.POST:
        return _strike_picture(request)
    edited = [one for one in stadsdelar if one.pk in districts_with(request.user, EDIT)]
    form = PictureForm(request.POST or None, districts=edited) if edited else None
    if (
        form
        and form.is_valid()
        and attempt(form, note_paper, paper=form.save(commit=False), by=request.user)
    ):
        messages.success(request, "Lägesbilden är noterad.")
        return redirect("organisation:agreements")
    return render(request, "organisation/agreements.html", _listed(request, form))


def _listed(request: StaffRequest, form: PictureForm | None) -> dict[str, Any]:
    mine, day = districts_with(request.user, READ), today()
    pictures = SituationPicture.objects.within(mine).right().select_related("district", "noted_by")
    plans = ActionPlan.objects.within(mine).right().order_by("made_on", "pk")
    latest = {plan.agreement_id: plan for plan in plans}
    return {
        "rows": [
            (agreement, agreement.is_over(day), latest.get(agreement.pk))
            for agreement in agreements_for(request.user)
        ],
        "pictures": pictures,
        "form": form,
        "several": len(mine) > 1,
        "edited": districts_with(request.user, EDIT),
    }


def _strike_picture(request: StaffRequest) -> HttpResponse:
    here = SituationPicture.objects.within(districts_with(request.user, EDIT))
    picture = get_object_or_404(here, pk=_key(request))
    strike_paper(paper=picture, by=request.user)
    messages.success(request, "Lägesbilden är struken.")
    return redirect("organisation:agreements")


def _key(request: StaffRequest) -> UUID | None:
    try:
        return UUID(request.POST[STRIKE])
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Put down a new agreement."""
    return _write(request, Agreement())


@require_http_methods(["GET", "POST"])
def agreement(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An agreement and its action plans: written in by who keeps the list, read by the others."""
    found = get_agreement(request.user, pk, EDIT if request.method == "POST" else READ)
    if found.district_id not in districts_with(request.user, EDIT):
        return render(request, "organisation/agreement_read.html", _about(found))
    if STRIKE in request.POST:
        plan = get_object_or_404(found.action_plans.all(), pk=_key(request))
        strike_paper(paper=plan, by=request.user)
        messages.success(request, "Åtgärdsplanen är struken.")
        return redirect("organisation:agreement", found.pk)
    if "atgardsplan" in request.POST:
        return _note_plan(request, found)
    return _write(request, found)


def _note_plan(request: StaffRequest, agreement: Agreement) -> HttpResponse:
    plan = ActionPlan(agreement=agreement, district=agreement.district)
    form = ActionPlanForm(request.POST, instance=plan, prefix="plan")
    if form.is_valid() and attempt(
        form, note_paper, paper=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Åtgärdsplanen är noterad.")
        return redirect("organisation:agreement", agreement.pk)
    return _shown(request, agreement, _form(request, agreement, None), form)


def _write(request: StaffRequest, agreement: Agreement) -> HttpResponse:
    form = _form(request, agreement, request.POST or None)
    if form.is_valid() and attempt(
        form, save_agreement, agreement=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Överenskommelsen är sparad.")
        return redirect("organisation:agreements")
    return _shown(request, agreement, form, ActionPlanForm(prefix="plan"))


def _form(request: StaffRequest, agreement: Agreement, data: Any) -> AgreementForm:
    keeps = stadsdelar_with(request.user, EDIT)
    return AgreementForm(data, instance=agreement, districts=keeps)


def _shown(
    request: StaffRequest, agreement: Agreement, form: AgreementForm, plan_form: ActionPlanForm
) -> HttpResponse:
    is_new = agreement._state.adding
    context = {"form": form, "plan_form": plan_form, "is_new": is_new}
    if not is_new:
        context |= _about(get_agreement(request.user, agreement.pk))
    return render(request, "organisation/agreement.html", context, status=status_of(form))


def _about(agreement: Agreement) -> dict[str, Any]:
    plans = ActionPlan.objects.right().filter(agreement=agreement)
    return {"agreement": agreement, "is_over": agreement.is_over(today()), "plans": plans}
