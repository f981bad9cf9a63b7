"""The activities: planned in the draft, and what became of them noted in the plan in force."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases import drafts
from cases.models import Case
from cases.pages import done_or_told
from organisation.requests import StaffRequest
from plans import actions
from plans.forms import ActivityForm, DropForm, NewActivityForm, NoteForm
from plans.models import Activity
from plans.rules import answerable, current_plan
from plans.views.page import (
    Button,
    Opened,
    activity_of,
    after_saving,
    goal_of,
    locked,
    page,
    to_goal,
    version_page,
)
from sig.lib.forms import attempt


SAVES = (
    Button("Spara aktiviteten"),
    Button("Spara och lägg till en till", next="activity"),
    Button("Spara och lägg till nytt mål", next="goal"),
)


@require_http_methods(["GET", "POST"])
def activity_new(request: StaffRequest, pk: UUID, goal_pk: UUID) -> HttpResponse:
    case = locked(request, pk)
    goal = goal_of(case, goal_pk)
    form = NewActivityForm(request.POST or None, instance=Activity(case=case, goal=goal))
    name = f"aktivitet-ny-{goal.pk.hex}"
    unsaved = drafts.unsaved(case, name, request.user, sent=form.is_bound)
    unsaved.fill(form)
    if request.method == "POST" and form.is_valid():
        new = form.save(commit=False)
        if attempt(form, actions.add_activity, activity=new, by=request.user):
            drafts.forget(case=case, name=name, by=request.user, sent=request.POST)
            messages.success(request, "Aktiviteten är tillagd.")
            return after_saving(request, case, goal)
    action = reverse("plans:activity_new", args=[case.pk, goal.pk])
    opened = Opened(
        form,
        goal.pk,
        heading="Ny aktivitet",
        action=action,
        buttons=SAVES,
        suggested=tuple(answerable(case)),
        unsaved=unsaved,
    )
    return page(request, case, goal.plan, opened=opened)


@require_http_methods(["GET", "POST"])
def activity(request: StaffRequest, pk: UUID, activity_pk: UUID) -> HttpResponse:
    """Change an activity, or take a slip out of the draft."""
    case = locked(request, pk)
    activity = activity_of(request, case, activity_pk)
    goal = activity.goal
    if "remove" in request.POST:
        done_or_told(
            request, actions.remove_activity, "Aktiviteten är borttagen.", activity=activity
        )
        return to_goal(case, goal)
    form = ActivityForm(request.POST or None, instance=activity)
    unsaved = drafts.unsaved(case, f"aktivitet-{activity.pk}", request.user, sent=form.is_bound)
    unsaved.fill(form)
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        if attempt(form, actions.save_activity, activity=saved, by=request.user):
            drafts.forget(case=case, name=unsaved.name, by=request.user, sent=request.POST)
            messages.success(request, "Aktiviteten är sparad.")
            return after_saving(request, case, goal)
    return page(request, case, goal.plan, opened=_changing(case, activity, form, unsaved))


def _changing(
    case: Case, activity: Activity, form: ActivityForm, unsaved: drafts.Unsaved
) -> Opened:
    was_in_force = activity.former_id is not None
    drops = reverse("plans:drop_activity", args=[case.pk, activity.pk]) if was_in_force else ""
    return Opened(
        form,
        activity.goal_id,
        activity.pk,
        heading="Ändra aktiviteten",
        action=reverse("plans:activity", args=[case.pk, activity.pk]),
        buttons=SAVES,
        removes=not was_in_force,
        drops=drops,
        suggested=tuple(answerable(case)),
        unsaved=unsaved,
    )


@require_http_methods(["GET", "POST"])
def drop_activity(request: StaffRequest, pk: UUID, activity_pk: UUID) -> HttpResponse:
    """Let an activity that has been in force go out of the draft, with a reason; or take it back."""
    case = locked(request, pk)
    activity = activity_of(request, case, activity_pk)
    if "restore" in request.POST:
        done = "Aktiviteten är tillbaka i planen."
        done_or_told(request, actions.restore_activity, done, activity=activity)
        return to_goal(case, activity.goal)
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        if attempt(
            form, actions.remove_activity, activity=activity, because=because, by=request.user
        ):
            messages.success(request, "Aktiviteten har utgått.")
            return to_goal(case, activity.goal)
    opened = Opened(
        form,
        activity.goal_id,
        activity.pk,
        heading=f"Utgår: {activity.what}",
        action=reverse("plans:drop_activity", args=[case.pk, activity.pk]),
        buttons=(Button("Låt aktiviteten utgå"),),
    )
    return page(request, case, activity.goal.plan, opened=opened)


@require_http_methods(["GET", "POST"])
def note(request: StaffRequest, pk: UUID, activity_pk: UUID) -> HttpResponse:
    """Note what became of an activity in the plan in force."""
    case = locked(request, pk)
    activity = activity_of(request, case, activity_pk)
    form = NoteForm(request.POST or None, instance=activity)
    name = f"aktivitet-laget-{activity.pk.hex}"
    unsaved = drafts.unsaved(case, name, request.user, sent=form.is_bound)
    unsaved.fill(form)
    if request.method == "POST" and form.is_valid() and _noted(request, form, activity):
        drafts.forget(case=case, name=name, by=request.user, sent=request.POST)
        messages.success(request, "Läget är noterat.")
        return to_goal(case, activity.goal)
    opened = Opened(
        form,
        activity.goal_id,
        activity.pk,
        heading=f"Vad blev det av: {activity.what}",
        action=reverse("plans:note", args=[case.pk, activity.pk]),
        buttons=(Button("Spara läget"),),
        unsaved=unsaved,
    )
    plan = activity.goal.plan
    if plan == current_plan(case):
        return page(request, case, plan, opened=opened)
    return version_page(request, case, plan, opened=opened)


def _noted(request: StaffRequest, form: NoteForm, activity: Activity) -> Activity | None:
    said = form.cleaned_data
    noted: Activity | None = attempt(
        form,
        actions.note_activity,
        activity=activity,
        status=said["status"],
        on=said["status_on"],
        comment=said["comment"],
        by=request.user,
    )
    return noted
