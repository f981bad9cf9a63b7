"""The goals of the draft: added, changed, dropped and taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases import drafts
from cases.pages import done_or_told
from organisation.requests import StaffRequest
from plans import actions
from plans.forms import DropForm, GoalForm, NewGoalForm
from plans.models import Goal
from plans.rules import current_plan
from plans.views.page import Button, Opened, after_saving, goal_of, locked, page, to_goal
from sig.lib.forms import attempt


SAVE = Button("Spara målet")
MORE = Button("Spara och lägg till aktivitet", next="activity")


@require_http_methods(["GET", "POST"])
def goal_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = locked(request, pk)
    plan = current_plan(case)
    if plan is None:
        raise Http404
    form = NewGoalForm(request.POST or None, instance=Goal(case=case, plan=plan))
    unsaved = drafts.unsaved(case, "mal-nytt", request.user, sent=form.is_bound)
    unsaved.fill(form)
    if request.method == "POST" and form.is_valid():
        new = form.save(commit=False)
        if goal := attempt(form, actions.add_goal, goal=new, by=request.user):
            drafts.forget(case=case, name=unsaved.name, by=request.user, sent=request.POST)
            messages.success(request, "Målet är tillagt.")
            return after_saving(request, case, goal)
    action = reverse("plans:goal_new", args=[case.pk])
    opened = Opened(form, action=action, buttons=(MORE, SAVE), unsaved=unsaved)
    return page(request, case, plan, opened=opened)


@require_http_methods(["GET", "POST"])
def goal(request: StaffRequest, pk: UUID, goal_pk: UUID) -> HttpResponse:
    case = locked(request, pk)
    goal = goal_of(case, goal_pk)
    form = GoalForm(request.POST or None, instance=goal)
    unsaved = drafts.unsaved(case, f"mal-{goal.pk}", request.user, sent=form.is_bound)
    unsaved.fill(form)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        if attempt(form, actions.save_goal, goal=changed, by=request.user):
            drafts.forget(case=case, name=unsaved.name, by=request.user, sent=request.POST)
            messages.success(request, "Målet är sparat.")
            return after_saving(request, case, goal)
    action = reverse("plans:goal", args=[case.pk, goal.pk])
    opened = Opened(form, goal.pk, over=True, action=action, buttons=(SAVE, MORE), unsaved=unsaved)
    return page(request, case, goal.plan, opened=opened)


@require_http_methods(["GET", "POST"])
def drop_goal(request: StaffRequest, pk: UUID, goal_pk: UUID) -> HttpResponse:
    """Take a goal out of the draft, with a reason when it has been in force, or take it back."""
    case = locked(request, pk)
    goal = goal_of(case, goal_pk)
    if "restore" in request.POST:
        done_or_told(request, actions.restore_goal, "Målet är tillbaka i planen.", goal=goal)
        return to_goal(case, goal)
    if goal.former_id is None and request.method == "POST":
        done_or_told(request, actions.drop_goal, "Målet har utgått.", goal=goal)
        return redirect("plans:plan", case.pk)
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        if attempt(form, actions.drop_goal, goal=goal, because=because, by=request.user):
            messages.success(request, "Målet har utgått.")
            return redirect("plans:plan", case.pk)
    action = reverse("plans:drop_goal", args=[case.pk, goal.pk])
    drop = Button("Låt målet utgå")
    opened = Opened(form, goal.pk, heading="Målet utgår", action=action, buttons=(drop,))
    return page(request, case, goal.plan, opened=opened)
