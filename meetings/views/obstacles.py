"""The obstacles of a case that went to the manager, and what came of them (R36)."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.models import Case
from cases.pages import case_for, may_write
from meetings import actions
from meetings.forms.obstacles import ObstacleForm
from meetings.models import Obstacle
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


def _obstacles(case: Case) -> QuerySet[Obstacle]:
    return Obstacle.objects.of(case).select_related(
        "contribution__agency", "contribution__meeting", "raised_by", "contacted_by"
    )


@require_GET
def obstacles(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every obstacle of the case, latest first."""
    case = case_for(request, pk, write=Permission.DECIDE)
    context = {
        "case": case,
        "obstacles": _obstacles(case),
        "may_answer": may_write(request, case, Permission.DECIDE),
    }
    return render(request, "meetings/obstacles.html", context)


@require_http_methods(["GET", "POST"])
def obstacle(request: StaffRequest, pk: UUID, obstacle_pk: UUID) -> HttpResponse:
    """The manager notes when the partner was contacted, and what came out."""
    case = case_for(request, pk, read=Permission.DECIDE, write=Permission.DECIDE)
    found: Obstacle = get_object_or_404(_obstacles(case), pk=obstacle_pk)
    found.case = case
    form = ObstacleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, actions.answer_obstacle, obstacle=found, by=request.user, **data):
            messages.success(request, "Kontakten är noterad.")
            return redirect("meetings:obstacles", case.pk)
    if found.contacted_on and request.method == "GET":
        return redirect("meetings:obstacles", case.pk)
    context = {"case": case, "obstacle": found, "form": form}
    return render(request, "meetings/obstacle.html", context)
