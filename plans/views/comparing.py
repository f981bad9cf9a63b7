"""Two versions of the plan side by side."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cases.pages import case_for
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans.models import Plan
from plans.rules import compare as compared


@require_GET
def compare(request: StaffRequest, pk: UUID) -> HttpResponse:
    """?fran=1&till=3: what differs between two versions; the latest two when none is named."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    plans = list(Plan.objects.of(case))
    if len(plans) < 2:
        return redirect("plans:plan", case.pk)
    for plan in plans:
        plan.case = case
    old = _named(request, "fran", plans, plans[1])
    new = _named(request, "till", plans, plans[0])
    context = {
        "case": case,
        "label": case.programme.plan_label,
        "versions": plans,
        "old": old,
        "new": new,
        "comparison": compared(old, new),
    }
    return render(request, "plans/compare.html", context)


def _named(request: StaffRequest, name: str, plans: list[Plan], otherwise: Plan) -> Plan:
    number = request.GET.get(name)
    if number is None:
        return otherwise
    for plan in plans:
        if str(plan.number) == number:
            return plan
    raise Http404
