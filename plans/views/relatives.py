"""Anhöriga och praktiska ting: who is around the person, what they are offered, what is to be done.

Opened by those who work in the case and by nobody else, not even the manager (R19).
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.models import Case, Todo
from cases.pages import case_for, done_or_told
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans import actions
from plans.forms import OfferForm, RelativeForm
from plans.models import Relative, RelativeOffer
from plans.rules import relatives as noted_in
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of


def _case(request: StaffRequest, pk: UUID) -> Case:
    return case_for(request, pk, write=Permission.WORK_CASE, read=Permission.WORK_CASE)


@require_http_methods(["GET", "POST"])
def relatives(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything on one page; a new anhörig with ?ny=1."""
    case = _case(request, pk)
    form = RelativeForm(request.POST or None, instance=Relative(case=case))
    if _saved(request, form):
        return redirect("plans:relatives", case.pk)
    noted = list(noted_in(case))
    asked_for = form.is_bound or "ny" in request.GET or not noted
    practical = Todo.objects.of(case).filter(kind__in=[*Todo.FIRST, Todo.Kind.RELATIVE])
    context = {
        "case": case,
        "relatives": noted,
        "form": form if asked_for and not case.closed_at else None,
        "waiting": practical.waiting().select_related("owner"),
        "done": practical.closed().select_related("done_by"),
        "today": today(),
    }
    return render(request, "plans/relatives.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def relative(request: StaffRequest, pk: UUID, relative_pk: UUID) -> HttpResponse:
    """Change what is noted, or take away what was noted by mistake."""
    case = _case(request, pk)
    found = _relative(case, relative_pk)
    if "remove" in request.POST:
        done_or_told(request, actions.remove_relative, "Borttaget.", relative=found)
        return redirect("plans:relatives", case.pk)
    form = RelativeForm(request.POST or None, instance=found)
    if _saved(request, form):
        return redirect("plans:relatives", case.pk)
    context = {"case": case, "form": form, "relative": found}
    return render(request, "plans/relative.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def offer(
    request: StaffRequest, pk: UUID, relative_pk: UUID, offer_pk: UUID | None = None
) -> HttpResponse:
    """Support that is offered, or what came of it."""
    case = _case(request, pk)
    found = _relative(case, relative_pk)
    made = RelativeOffer(case=case, relative=found)
    if offer_pk:
        made = get_object_or_404(RelativeOffer.objects.of(case), pk=offer_pk, relative=found)
        made.case = case
    form = OfferForm(request.POST or None, instance=made)
    if form.is_valid() and attempt(
        form, actions.save_offer, offer=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Sparat.")
        return redirect("plans:relatives", case.pk)
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "relative": found,
        "is_new": not offer_pk,
    }
    return render(request, "plans/relative_offer.html", context, status=status_of(form))


def _relative(case: Case, pk: UUID) -> Relative:
    found = get_object_or_404(noted_in(case), pk=pk)
    found.case = case
    return found


def _saved(request: StaffRequest, form: RelativeForm) -> bool:
    if not form.is_valid():
        return False
    done = attempt(
        form,
        actions.save_relative,
        relative=form.save(commit=False),
        follow_up_on=form.cleaned_data["follow_up_on"],
        by=request.user,
    )
    if done:
        messages.success(request, "Sparat.")
    return bool(done)
