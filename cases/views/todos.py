"""What is to be done in the case, and the button that says it is done."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cases.access import may_in
from cases.actions.todos import finish_todo
from cases.models import Todo
from cases.pages import case_for, done_or_told
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today


FROM_MY_DAY = "min-dag"


@require_GET
def todos(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What waits, first due first, and what is done."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    context = {
        "case": case,
        "waiting": Todo.objects.of(case).waiting().select_related("owner"),
        "done": Todo.objects.of(case).filter(done_at__isnull=False).select_related("done_by"),
        "today": today(),
        "may_work": may_in(request.user, Permission.WORK_CASE, case),
    }
    return render(request, "cases/todos.html", context)


@require_POST
def done(request: StaffRequest, pk: UUID, todo: UUID) -> HttpResponse:
    """Note that it is done, and go back to where the button was pressed."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    found = get_object_or_404(Todo.objects.of(case), pk=todo)
    found.case = case
    done_or_told(request, finish_todo, "Noterat som klart.", todo=found)
    if request.POST.get("fran") == FROM_MY_DAY:
        return redirect("my_day")
    return redirect("cases:todos", case.pk)
