"""The tab Plan: the whole plan on one page, with at most one of its forms open in place.

Every form is drawn by the page itself, so that the page works without a script. With htmx the same
answers are fetched, and only the part that changed is put in.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cases import drafts
from cases.models import Case
from cases.pages import case_for, may_write
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans.forms import PlanForm
from plans.models import Activity, Goal, GoalStatus, Plan
from plans.rules import (
    current_plan,
    expected,
    handed_out,
    plan_gaps,
    related_plans,
    shown_goals,
    supports,
)
from sig.lib.forms import status_of


@dataclass(frozen=True)
class Button:
    """A way to save, and what comes next: "" the goal, or a new ``activity`` or ``goal``."""

    label: str
    next: str = ""


@dataclass(frozen=True)
class Opened:
    """The form that is open on the page, and the words round it.

    It stands at ``goal``, or last when it is a new goal's. ``over`` says that it takes the place of
    what the goal says; otherwise it stands below. Enter presses the first of ``buttons``.
    ``removes`` adds one that takes the activity out, ``drops`` is the page that does with a reason.
    ``suggested`` are those who can answer for an activity.
    """

    form: forms.BaseForm | None = None
    goal: UUID | None = None
    activity: UUID | None = None
    over: bool = False
    heading: str = ""
    action: str = ""
    buttons: tuple[Button, ...] = ()
    removes: bool = False
    drops: str = ""
    suggested: tuple[str, ...] = ()
    unsaved: drafts.Unsaved | None = None


NOTHING = Opened()


@require_GET
def plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The version at hand: the draft when one is open, otherwise the one in force."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    return page(request, case, current_plan(case))


@require_GET
def version(request: StaffRequest, pk: UUID, version: int) -> HttpResponse:
    """One version, as it was. In the one in force it is noted what became of the activities."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    plan = get_object_or_404(Plan.objects.of(case), number=version)
    return version_page(request, case, plan)


def page(
    request: StaffRequest,
    case: Case,
    plan: Plan | None,
    *,
    main: PlanForm | None = None,
    opened: Opened = NOTHING,
) -> HttpResponse:
    """The page of the version at hand."""
    if plan is None:
        may_work = may_write(request, case, Permission.WORK_CASE)
        context = {"case": case, "label": case.programme.plan_label, "may_work": may_work}
        return render(request, "plans/none.html", context)
    context = _read(request, case, plan, opened)
    context |= {"main": None, "here": reverse("plans:plan", args=[case.pk])}
    context["editable"] = context["may_work"] and plan.is_draft
    context["gaps"] = plan_gaps(plan) if plan.is_draft else []
    if context["editable"] or main is not None:
        context |= _main(request, plan, main)
    return render(request, "plans/plan.html", context, status=status_of(opened.form, main))


def version_page(
    request: StaffRequest, case: Case, plan: Plan, *, opened: Opened = NOTHING
) -> HttpResponse:
    """The page of any version; nothing but notes is written there."""
    here = reverse("plans:version", args=[case.pk, plan.number])
    context = _read(request, case, plan, opened) | {"editable": False, "here": here}
    return render(request, "plans/version.html", context, status=status_of(opened.form))


def _read(request: StaffRequest, case: Case, plan: Plan, opened: Opened) -> dict[str, Any]:
    """A version as it is read."""
    plan.case = case
    may_work = may_write(request, case, Permission.WORK_CASE)
    dropped = Goal.objects.of(case).filter(plan=plan, status=GoalStatus.DROPPED)
    return {
        "case": case,
        "plan": plan,
        "label": case.programme.plan_label,
        "may_work": may_work,
        "notable": may_work and plan.is_active,
        "goals": shown_goals(plan),
        "dropped": dropped,
        "versions": Plan.objects.of(case).select_related("activated_by"),
        "handed_out": handed_out(plan),
        "expected": expected(plan),
        "related": related_plans(case),
        "supports": supports(case),
        "opened": opened,
        "shown": request.GET.get("visa", ""),
    }


def _main(request: StaffRequest, plan: Plan, sent: PlanForm | None) -> dict[str, Any]:
    """The form of the plan's own fields. What was sent stays, though the draft is none any more."""
    unsaved = drafts.unsaved(plan.case, f"plan-{plan.pk}", request.user, sent=sent is not None)
    form = sent or PlanForm(instance=plan)
    unsaved.fill(form)
    return {"main": form, "main_unsaved": unsaved}


# --- What the views of its parts share ------------------------------------------------------------


def locked(request: StaffRequest, pk: UUID) -> Case:
    """The case, to read and write in: of two who save at once, the second sees what the first did."""
    work = Permission.WORK_CASE
    return case_for(request, pk, read=work, write=work)


def goal_of(case: Case, pk: UUID) -> Goal:
    goal: Goal = get_object_or_404(Goal.objects.of(case).select_related("plan"), pk=pk)
    goal.case = goal.plan.case = case
    return goal


def activity_of(request: StaffRequest, case: Case, pk: UUID) -> Activity:
    """One of the plan's activities. What was typed in one that is taken out meanwhile comes back."""
    activities = Activity.objects.of(case).select_related("goal__plan")
    if request.method != "POST":
        activities = activities.filter(removed=False)
    activity: Activity = get_object_or_404(activities, pk=pk)
    activity.case = activity.goal.case = activity.goal.plan.case = case
    return activity


def to_goal(case: Case, goal: Goal) -> HttpResponse:
    """To the goal on the page of its version, which takes the focus."""
    page = reverse("plans:plan", args=[case.pk])
    if goal.plan != current_plan(case):
        page = reverse("plans:version", args=[case.pk, goal.plan.number])
    return redirect(f"{page}?visa={goal.pk}#mal-{goal.pk}")


def after_saving(request: StaffRequest, case: Case, goal: Goal) -> HttpResponse:
    """To the goal, or straight on to what its button said."""
    following = request.POST.get("next", "")
    if following == "activity":
        return redirect("plans:activity_new", case.pk, goal.pk)
    if following == "goal":
        return redirect("plans:goal_new", case.pk)
    return to_goal(case, goal)
