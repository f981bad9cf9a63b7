"""Stadsdelar: those that there are, and plans to merge or divide them, with what they will mean."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from organisation.access import require_administrator
from organisation.actions import confirm_succession, plan_succession, withdraw_succession
from organisation.forms import SuccessionForm
from organisation.models import District, PlanKind, SuccessionPlan
from organisation.requests import StaffRequest
from organisation.rules.successions import cannot_confirm
from organisation.successions import preview
from organisation.views.users import posted
from sig.lib.dates import today
from sig.lib.forms import attempt
from sig.lib.rules import Refused


KINDS = {"sammanslagning": PlanKind.MERGE, "delning": PlanKind.SPLIT}
ACTS = {
    "confirm": (confirm_succession, "Planen är bekräftad. Den genomförs på sin dag."),
    "withdraw": (withdraw_succession, "Planen är tillbakadragen. Ingenting ändras."),
}


@require_http_methods(["GET", "POST"])
def stadsdelar(request: StaffRequest) -> HttpResponse:
    """Every stadsdel with its days, every plan, and a new one of the chosen kind."""
    require_administrator(request.user)
    kind = KINDS.get(request.GET.get("slag", ""), PlanKind.MERGE)
    form = SuccessionForm(posted(request, "plan"), kind=kind)
    if form.is_valid() and (
        made := attempt(
            form,
            plan_succession,
            plan=form.save(commit=False),
            formers=form.formers,
            by=request.user,
        )
    ):
        messages.success(request, "Planen är sparad. En annan systemförvaltare ska bekräfta den.")
        return redirect("organisation:succession", made.pk)
    plans = SuccessionPlan.objects.select_related("heir", "other").prefetch_related("formers")
    context = {
        "form": form,
        "kind": kind,
        "kinds": [(word, one) for word, one in KINDS.items()],
        "plans": plans,
        "rows": District.objects.order_by("name", "valid_from"),
        "day": today(),
    }
    return render(request, "organisation/stadsdelar.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One plan: what it will mean in numbers, and confirming it or taking it back."""
    require_administrator(request.user)
    every = SuccessionPlan.objects.select_related("heir", "other", "planned_by", "confirmed_by")
    found = get_object_or_404(every, pk=pk)
    if request.method == "POST":
        _act(request, found)
        return redirect("organisation:succession", pk)
    refusals = cannot_confirm(found, request.user) if not found.confirmed_at else []
    context = {
        "plan": found,
        "ends": found.ends,
        "rows": preview(found) if found.is_open else [],
        "refusals": refusals if found.is_open else [],
        "may_confirm": found.is_open and not found.confirmed_at and not refusals,
    }
    return render(request, "organisation/succession.html", context)


def _act(request: StaffRequest, found: SuccessionPlan) -> None:
    for button, (act, said) in ACTS.items():
        if button not in request.POST:
            continue
        try:
            act(plan=found, by=request.user)
            messages.success(request, said)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
