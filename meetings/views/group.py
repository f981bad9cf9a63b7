"""The group round one person: who is in it, who joins and leaves, and who is missing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access import get_case
from cases.models import Case
from cases.pages import case_for, may_write
from meetings import actions
from meetings.forms.group import LeaveForm, MemberForm, MissingForm
from meetings.models import GroupMember, MissingActor
from meetings.rules import missing_actors, standing
from meetings.views.fetch import member_of
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


def group_of(request: StaffRequest, case: Case) -> dict[str, Any]:
    """What the panel Gruppen tells: who is in it, who of them aren't called, and who is missing."""
    return {
        "group": standing(case, today()),
        "missing_actors": missing_actors(case, today()),
        "may_group": may_write(request, case, Permission.WORK_CASE),
    }


@require_GET
def group(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everybody in the group, and those who have left it."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    former = GroupMember.objects.of(case).filter(ended_on__isnull=False)
    former = former.select_related("agency", "ended_by").order_by("-ended_on", "name")
    context = {"case": case, "former": former, **group_of(request, case)}
    return render(request, "meetings/group.html", context)


@require_http_methods(["GET", "POST"])
def join(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Let somebody into the group."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    form = MemberForm(request.POST or None, instance=GroupMember(case=case))
    if form.is_valid() and attempt(
        form, actions.add_member, member=form.save(commit=False), by=request.user
    ):
        messages.success(request, f"{form.instance.name} är med i gruppen.")
        return redirect("meetings:group", case.pk)
    return render(request, "meetings/join.html", {"case": case, "form": form})


@require_http_methods(["GET", "POST"])
def leave(request: StaffRequest, pk: UUID, member_pk: UUID) -> HttpResponse:
    """Somebody leaves the group, with the reason."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    member = member_of(case, member_pk)
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, actions.end_member, member=member, reason=reason, by=request.user):
            messages.success(request, f"{member.name} är inte längre med i gruppen.")
            return redirect("meetings:group", case.pk)
    return render(request, "meetings/leave.html", {"case": case, "member": member, "form": form})


@require_http_methods(["GET", "POST"])
def missing(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Note why a required actor isn't in the group."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    lacking = missing_actors(case, today())
    form = MissingForm(request.POST or None, instance=MissingActor(case=case), missing=lacking)
    if form.is_valid() and attempt(
        form, actions.note_missing, missing=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Skälet är sparat.")
        return redirect("meetings:group", case.pk)
    context = {"case": case, "form": form, "lacking": lacking}
    return render(request, "meetings/missing.html", context)
