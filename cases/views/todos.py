"""What is to be done in the case, and the page that closes it with what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.access import may_in
from cases.actions.todos import finish_todo, note_todo
from cases.forms.todos import ResultForm, TodoForm
from cases.models import Todo
from cases.pages import case_for, may_write
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


FROM_MY_DAY = "min-dag"


@require_http_methods(["GET", "POST"])
def todos(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What waits, first due first, what came of the rest, and a form for one more."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    form = TodoForm(request.POST or None, instance=Todo(case=case))
    if form.is_valid() and attempt(form, note_todo, todo=form.save(commit=False), by=request.user):
        messages.success(request, "Tillagt.")
        return redirect("cases:todos", case.pk)
    context = {
        "case": case,
        "waiting": Todo.objects.of(case).waiting().select_related("owner"),
        "done": Todo.objects.of(case).closed().select_related("done_by"),
        "today": today(),
        "form": form if may_write(request, case, Permission.WORK_CASE) else None,
        "may_work": may_in(request.user, Permission.WORK_CASE, case),
    }
    return render(request, "cases/todos.html", context)


@require_http_methods(["GET", "POST"])
def done(request: StaffRequest, pk: UUID, todo: UUID) -> HttpResponse:
    """Close it with what came of it, and go back to where it was opened from."""
    case = case_for(request, pk, write=Permission.WORK_CASE, read=Permission.WORK_CASE)
    found = get_object_or_404(Todo.objects.of(case).select_related("done_by"), pk=todo)
    found.case = case
    form = ResultForm(request.POST or None, instance=Todo(case=case))
    if form.is_valid() and attempt(
        form,
        finish_todo,
        todo=found,
        result=form.cleaned_data["result"],
        words=form.cleaned_data["result_words"],
        by=request.user,
    ):
        messages.success(request, "Avslutat.")
        if request.GET.get("fran") == FROM_MY_DAY:
            return redirect("my_day")
        return redirect("cases:todos", case.pk)
    return render(
        request, "cases/todo.html", {"case": case, "todo": found, "closed": [found], "form": form}
    )
