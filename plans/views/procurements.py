"""Upphandling (bilaga 2.4) in a case: the list with its sum, and a page for each purchase."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases import drafts
from cases.models import Case
from cases.pages import case_for, done_or_told, may_write
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans import actions
from plans.forms import DecideProcurementForm, FollowUpForm, ProcurementForm, StartForm
from plans.models import Procurement, ProcurementFollowUp, ProcurementStatus
from plans.rules import follow_ups, limit_words, next_follow_up, procurement_gaps
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of
from sig.lib.money import in_kronor


@require_http_methods(["GET", "POST"])
def procurements(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What has been bought or proposed in the case, what it costs, and a button for one more."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    form = StartForm(request.POST or None)
    if form.is_valid():
        new = Procurement(id=form.cleaned_data["once"], case=case)
        if attempt(form, actions.start_procurement, procurement=new, by=request.user):
            return redirect("plans:procurement", case.pk, new.pk)
    rows = list(Procurement.objects.of(case))
    approved = [row.purchase.total for row in rows if row.is_approved and row.purchase]
    context = {
        "case": case,
        "rows": rows,
        "form": form,
        "approved": in_kronor(sum(approved, Decimal(0))),
        "warning": limit_words(case, request.user),
        "may_work": may_write(request, case, Permission.WORK_CASE),
    }
    return render(request, "plans/procurements.html", context)


@require_http_methods(["GET", "POST"])
def procurement(request: StaffRequest, pk: UUID, procurement_pk: UUID) -> HttpResponse:
    """One purchase: its draft to write in, what the manager decided, and how it was followed up."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    found = _found(case, procurement_pk)
    if request.method != "POST":
        return _page(request, found)
    return _follow_up(request, found) if "follow_up" in request.POST else _save(request, found)


@require_POST
def decide(request: StaffRequest, pk: UUID, procurement_pk: UUID) -> HttpResponse:
    """The manager approves, declines or returns it."""
    case = case_for(request, pk, write=Permission.DECIDE)
    found = _found(case, procurement_pk)
    form = DecideProcurementForm(request.POST)
    if form.is_valid() and attempt(
        form,
        actions.decide_procurement,
        procurement=found,
        by=request.user,
        **form.cleaned_data,
    ):
        messages.success(request, "Beslutet är sparat.")
        return redirect("plans:procurement", case.pk, found.pk)
    return _page(request, _found(case, procurement_pk), decide=form)


def _found(case: Case, pk: UUID) -> Procurement:
    people = ("proposed_by", "decided_by", "deputy__stands_in_for", "edited_by")
    found: Procurement = get_object_or_404(
        Procurement.objects.of(case).select_related(*people), pk=pk
    )
    found.case = case
    return found


def _save(request: StaffRequest, found: Procurement) -> HttpResponse:
    """Save the draft; with the other button hand it over too."""
    form = ProcurementForm(request.POST, instance=found)
    if not form.is_valid() or not attempt(
        form, actions.save_procurement, procurement=form.save(commit=False), by=request.user
    ):
        return _page(request, _found(found.case, found.pk), draft=form)
    drafts.forget(case=found.case, name=_name(found), by=request.user, sent=request.POST)
    if "propose" in request.POST:
        done = "Upphandlingen är lämnad för beslut."
        done_or_told(request, actions.propose, done, procurement=found)
    else:
        messages.success(request, "Upphandlingen är sparad.")
    return redirect("plans:procurement", found.case.pk, found.pk)


def _follow_up(request: StaffRequest, found: Procurement) -> HttpResponse:
    noted = ProcurementFollowUp(case=found.case, procurement=found)
    form = FollowUpForm(request.POST, instance=noted)
    if form.is_valid() and attempt(
        form, actions.follow_up_procurement, follow_up=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Uppföljningen är noterad.")
        return redirect("plans:procurement", found.case.pk, found.pk)
    return _page(request, found, follow=form)


def _name(found: Procurement) -> str:
    return f"upphandling-{found.pk}"


def _page(
    request: StaffRequest,
    found: Procurement,
    *,
    draft: ProcurementForm | None = None,
    decide: DecideProcurementForm | None = None,
    follow: FollowUpForm | None = None,
) -> HttpResponse:
    case = found.case
    may_work = may_write(request, case, Permission.WORK_CASE)
    unsaved = None
    if found.is_writable and may_work or draft is not None:
        unsaved = drafts.unsaved(case, _name(found), request.user, sent=draft is not None)
        draft = draft or ProcurementForm(instance=found)
        unsaved.fill(draft)
    if found.is_submitted and may_write(request, case, Permission.DECIDE):
        decide = decide or DecideProcurementForm()
    if found.is_approved and may_work:
        follow = follow or FollowUpForm()
    context = {
        "case": case,
        "procurement": found,
        "draft": draft,
        "unsaved": unsaved,
        "decide": decide,
        "follow": follow,
        "gaps": procurement_gaps(found) if found.is_writable else [],
        "returned": found.status == ProcurementStatus.RETURNED,
        "warning": limit_words(case, request.user, found),
        "follow_ups": follow_ups(found),
        "next_follow_up": next_follow_up(found) if found.is_approved else None,
        "today": today(),
    }
    return render(request, "plans/procurement.html", context, status=status_of(draft))
