"""The tab Plan: the whole plan on one page, with at most one of its forms open in place.

Every form is drawn by the page itself, so that the page works without a script. With htmx the same
answers are fetched, and only the part that changed is put in.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import drafts
from cases.models import Case
from cases.pages import case_for, done_or_told, may_write
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans import actions
from plans.forms import ActivityForm, GoalForm, NewActivityForm, NewGoalForm, PlanForm
from plans.models import Activity, Goal, GoalStatus, Plan
from plans.rules import current_plan, handed_out, plan_gaps, shown_goals
from sig.lib.forms import attempt, status_of


@dataclass(frozen=True)
class Opened:
    """The form that is open on the page: for a goal, or for an activity of it; new or not."""

    form: forms.BaseForm | None = None
    goal: UUID | None = None  # None: a new goal
    activity: UUID | None = None
    is_activity: bool = False
    unsaved: drafts.Unsaved | None = None


NOTHING = Opened()


@require_GET
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The version at hand: the draft when one is open, otherwise the one in force."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    return _page(request, case, current_plan(case))


def _page(
    request: StaffRequest,
    case: Case,
    plan: Plan | None,
    *,
    main: PlanForm | None = None,
    opened: Opened = NOTHING,
) -> HttpResponse:
    may_work = may_write(request, case, Permission.WORK_CASE)
    context: dict[str, Any] = {"case": case, "plan": plan, "may_work": may_work}
    context["label"] = case.programme.plan_label
    if plan is None:
        return render(request, "plans/none.html", context)
    plan.case = case
    editable = may_work and plan.is_draft
    context |= _told(plan) | {
        "editable": editable,
        "main": None,
        "opened": opened,
        "gaps": plan_gaps(plan) if plan.is_draft else [],
        "handed_out": handed_out(plan),
        "shown": request.GET.get("visa", ""),
    }
    if editable or main is not None:
        context |= _main(request, plan, main)
    return render(request, "plans/plan.html", context, status=status_of(opened.form, main))


def _main(request: StaffRequest, plan: Plan, sent: PlanForm | None) -> dict[str, Any]:
    """The form of the plan's own fields. What was sent stays, though the draft is none any more."""
    unsaved = drafts.unsaved(plan.case, f"plan-{plan.pk}", request.user, sent=sent is not None)
    form = sent or PlanForm(instance=plan)
    unsaved.fill(form)
    return {"main": form, "main_unsaved": unsaved}


def _told(plan: Plan) -> dict[str, Any]:
    """A version as it is read."""
    dropped = Goal.objects.of(plan.case).filter(plan=plan, status=GoalStatus.DROPPED)
    versions = Plan.objects.of(plan.case).select_related("activated_by")
    return {"goals": shown_goals(plan), "dropped": dropped, "versions": versions}


@require_GET
def version(request: StaffRequest, pk: UUID, version: int) -> HttpResponse:
    """One version, as it was."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    plan = get_object_or_404(Plan.objects.of(case), number=version)
    context = {
        "case": case,
        "plan": plan,
        "label": case.programme.plan_label,
        "editable": False,
        "opened": NOTHING,
        "shown": "",
        "handed_out": handed_out(plan),
    }
    return render(request, "plans/version.html", context | _told(plan))


# --- Writing --------------------------------------------------------------------------------------


def _to(case: Case, goal: Goal) -> HttpResponse:
    """To the goal on the page, which takes the focus."""
    page = reverse("plans:plan", args=[case.pk])
    return redirect(f"{page}?visa={goal.pk}#mal-{goal.pk}")


@require_POST
def start(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, write=Permission.WORK_CASE)
    done_or_told(request, actions.start_plan, "Utkastet är öppet.", case=case)
    return redirect("plans:plan", case.pk)


@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The plan's own fields. They stand on the page itself, where a reload of an answer ends up."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    if request.method == "GET":
        return redirect("plans:plan", case.pk)
    plan = current_plan(case)
    if plan is None:
        raise Http404
    plan.case = case
    form = PlanForm(request.POST, instance=plan)
    if form.is_valid() and attempt(
        form, actions.save_plan, plan=form.save(commit=False), by=request.user
    ):
        drafts.forget(case=case, name=f"plan-{plan.pk}", by=request.user)
        messages.success(request, "Planen är sparad.")
        return redirect("plans:plan", case.pk)
    return _page(request, case, current_plan(case), main=form)


def _locked(request: StaffRequest, pk: UUID) -> Case:
    """The case, to read and write in: of two who save at once, the second sees what the first did."""
    work = Permission.WORK_CASE
    return case_for(request, pk, read=work, write=work)


@require_http_methods(["GET", "POST"])
def goal_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = _locked(request, pk)
    plan = current_plan(case)
    if plan is None:
        raise Http404
    form = NewGoalForm(request.POST or None, instance=Goal(case=case, plan=plan))
    unsaved = drafts.unsaved(case, "mal-nytt", request.user, sent=form.is_bound)
    unsaved.fill(form)
    if request.method == "POST" and form.is_valid():
        new = form.save(commit=False)
        if goal := attempt(form, actions.add_goal, goal=new, by=request.user):
            drafts.forget(case=case, name=unsaved.name, by=request.user)
            return _saved(request, case, goal, "Målet är tillagt.")
    return _page(request, case, plan, opened=Opened(form, unsaved=unsaved))


@require_http_methods(["GET", "POST"])
def goal(request: StaffRequest, pk: UUID, goal_pk: UUID) -> HttpResponse:
    case = _locked(request, pk)
    goal = _goal(case, goal_pk)
    form = GoalForm(request.POST or None, instance=goal)
    unsaved = drafts.unsaved(case, f"mal-{goal.pk}", request.user, sent=form.is_bound)
    unsaved.fill(form)
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        if attempt(form, actions.save_goal, goal=changed, by=request.user):
            drafts.forget(case=case, name=unsaved.name, by=request.user)
            return _saved(request, case, goal, "Målet är sparat.")
    return _page(request, case, goal.plan, opened=Opened(form, goal.pk, unsaved=unsaved))


@require_http_methods(["GET", "POST"])
def activity_new(request: StaffRequest, pk: UUID, goal_pk: UUID) -> HttpResponse:
    case = _locked(request, pk)
    goal = _goal(case, goal_pk)
    form = NewActivityForm(request.POST or None, instance=Activity(case=case, goal=goal))
    name = f"aktivitet-ny-{goal.pk.hex}"
    unsaved = drafts.unsaved(case, name, request.user, sent=form.is_bound)
    unsaved.fill(form)
    if request.method == "POST" and form.is_valid():
        new = form.save(commit=False)
        if attempt(form, actions.add_activity, activity=new, by=request.user):
            drafts.forget(case=case, name=name, by=request.user)
            return _saved(request, case, goal, "Aktiviteten är tillagd.")
    opened = Opened(form, goal.pk, is_activity=True, unsaved=unsaved)
    return _page(request, case, goal.plan, opened=opened)


@require_http_methods(["GET", "POST"])
def activity(request: StaffRequest, pk: UUID, activity_pk: UUID) -> HttpResponse:
    """Change an activity, or take it out of the draft."""
    case = _locked(request, pk)
    activity = _activity(request, case, activity_pk)
    goal = activity.goal
    if "remove" in request.POST:
        done_or_told(
            request, actions.remove_activity, "Aktiviteten är borttagen.", activity=activity
        )
        return _to(case, goal)
    form = ActivityForm(request.POST or None, instance=activity)
    unsaved = drafts.unsaved(case, f"aktivitet-{activity.pk}", request.user, sent=form.is_bound)
    unsaved.fill(form)
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        if attempt(form, actions.save_activity, activity=saved, by=request.user):
            drafts.forget(case=case, name=unsaved.name, by=request.user)
            return _saved(request, case, goal, "Aktiviteten är sparad.")
    opened = Opened(form, goal.pk, activity.pk, is_activity=True, unsaved=unsaved)
    return _page(request, case, goal.plan, opened=opened)


def _activity(request: StaffRequest, case: Case, pk: UUID) -> Activity:
    """One of the plan's activities. What was typed in one that is taken out meanwhile comes back."""
    activities = Activity.objects.of(case).select_related("goal__plan")
    if request.method != "POST":
        activities = activities.filter(removed=False)
    activity: Activity = get_object_or_404(activities, pk=pk)
    activity.case = activity.goal.case = activity.goal.plan.case = case
    return activity


def _goal(case: Case, pk: UUID) -> Goal:
    goal: Goal = get_object_or_404(Goal.objects.of(case).select_related("plan"), pk=pk)
    goal.case = goal.plan.case = case
    return goal


def _saved(request: StaffRequest, case: Case, goal: Goal, done: str) -> HttpResponse:
    """On to the page, or straight on to a new activity for the same goal."""
    messages.success(request, done)
    if "more" in request.POST:
        return redirect("plans:activity_new", case.pk, goal.pk)
    return _to(case, goal)


@require_POST
def drop_goal(request: StaffRequest, pk: UUID, goal_pk: UUID) -> HttpResponse:
    """Take a goal out of the draft, or take it back."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    goal = _goal(case, goal_pk)
    if "restore" in request.POST:
        done_or_told(request, actions.restore_goal, "Målet är tillbaka i planen.", goal=goal)
        return _to(case, goal)
    done_or_told(request, actions.drop_goal, "Målet har utgått.", goal=goal)
    return redirect("plans:plan", case.pk)


@require_POST
def activate(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, write=Permission.WORK_CASE)
    plan = current_plan(case)
    if plan is None:
        raise Http404
    if done_or_told(request, actions.activate, "Planen gäller nu. Dela ut den.", plan=plan):
        return redirect("plans:share", case.pk)
    return redirect("plans:plan", case.pk)
