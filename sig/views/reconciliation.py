"""Ärendeavstämning: the manager goes through the unit's open cases, one after the other (S20)."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from cases.access import logged_list, may_in
from cases.actions.reconciliations import begin_reconciliation, end_reconciliation, reconcile
from cases.forms.reconciliations import ReconciledForm, RoundForm
from cases.load import loads
from cases.models import Case, Reconciled, Reconciliation, Todo, reconciled_last
from cases.pages import case_for
from cases.reconciling import has_waited, in_reach, left_in, place_of, with_last
from organisation.access import districts_with
from organisation.models import District
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt
from sig.standing import facts
from sig.story import story


SHOWN = 100  # cases of a stadsdel in the list; that there are more is said


@require_http_methods(["GET", "POST"])
def overview(request: StaffRequest) -> HttpResponse:
    """When each case was gone through last, the load of each lots, and the way into a round."""
    pks = districts_with(request.user, Permission.DECIDE)
    if not pks:
        raise Http404
    districts = District.objects.filter(pk__in=pks)
    if request.method == "POST":
        return _turn(request, RoundForm(request.POST, districts=districts))
    going_on = {one.district_id: one for one in Reconciliation.objects.going_on(request.user)}
    units = [_unit(request, district, going_on.get(district.pk)) for district in districts]
    context = {"units": units, "weeks": settings.RECONCILIATION_WEEKS, "shown": SHOWN}
    return render(request, "site/reconciliation.html", context)


def _turn(request: StaffRequest, form: RoundForm) -> HttpResponse:
    """Begin a round, or take it up again, or end it."""
    if not form.is_valid():
        raise Http404
    district = form.cleaned_data["district"]
    if form.cleaned_data["act"] == RoundForm.BEGIN:
        return _to_next(request, begin_reconciliation(district=district, by=request.user))
    going_on = Reconciliation.objects.going_on(request.user).filter(district=district).first()
    if going_on:
        end_reconciliation(going_on=going_on, by=request.user)
        messages.success(request, "Avstämningen är avslutad.")
    return redirect("reconciliation")


def _to_next(
    request: StaffRequest, going_on: Reconciliation, preferred: UUID | None = None
) -> HttpResponse:
    """To the next case that is left; when none is, the round ends."""
    left = list(left_in(going_on, request.user).values_list("pk", flat=True))
    if left:
        return redirect("reconcile", preferred if preferred in left else left[0])
    end_reconciliation(going_on=going_on, by=request.user)
    messages.success(request, "Alla ärenden är avstämda. Avstämningen är avslutad.")
    return redirect("reconciliation")


def _past(request: StaffRequest, going_on: Reconciliation) -> HttpResponse:
    """The page of a case that is done with: on to the next. Opening a page ends no round."""
    if following := left_in(going_on, request.user).values_list("pk", flat=True).first():
        return redirect("reconcile", following)
    return redirect("reconciliation")


def _unit(
    request: StaffRequest, district: District, going_on: Reconciliation | None
) -> dict[str, Any]:
    here = in_reach(request.user).filter(district=district)
    found = with_last(here).select_related("person", "district")[: SHOWN + 1]
    cases = logged_list(request.user, found, event="reconciliation.listed")
    left = set(left_in(going_on, request.user).values_list("pk", flat=True)) if going_on else set()
    return {
        "district": district,
        "going_on": going_on,
        "left": len(left),
        "done": going_on.reconciled.count() if going_on else 0,
        "rows": [_row(case, left) for case in cases[:SHOWN]],
        "more": len(cases) > SHOWN,
        "hidden": Case.objects.hidden_from(request.user).open().filter(district=district).count(),
        "loads": loads(district, request.user),
        "limit": settings.CASES_PER_LOTS,
    }


def _row(case: Any, left: set[UUID]) -> dict[str, Any]:
    last = localdate(case.reconciled_at) if case.reconciled_at else None
    return {
        "case": case,
        "last": last,
        "waits": has_waited(case, last, today()),
        "left": case.pk in left,
    }


@require_http_methods(["GET", "POST"])
def case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One case of the round: what has changed, how it stands, and what the manager notes."""
    case = case_for(request, pk, write=Permission.DECIDE, read=Permission.DECIDE)
    rounds = Reconciliation.objects.going_on(request.user).filter(district=case.district)
    going_on = rounds.first()
    if going_on is None:
        messages.info(request, "Ingen avstämning pågår. Börja en, så visas ärendena ett i taget.")
        return redirect("reconciliation")
    reconciled = Reconciled(case=case, reconciliation=going_on)
    form = ReconciledForm(request.POST or None, instance=reconciled, case=case)
    if case.closed_at or going_on.reconciled.filter(case=case).exists():
        return _past(request, going_on)
    place = place_of(case, going_on, request.user)
    if form.is_valid() and attempt(
        form, reconcile, reconciled=form.save(commit=False), task=form.asked(), by=request.user
    ):
        messages.success(request, f"{case.number} är avstämt.")
        return _to_next(request, going_on, place.after)
    context = {"case": case, "form": form, "place": place, **_since_last(request, case)}
    return render(request, "site/reconcile.html", context)


def _since_last(request: StaffRequest, case: Case) -> dict[str, Any]:
    """What was noted last time, and what has happened in the case since then."""
    last = reconciled_last(case)
    events = story(case, with_threat=may_in(request.user, Permission.READ_THREAT, case))
    if last:
        events = [event for event in events if event.on >= localdate(last.noted_at)]
    asked = Todo.objects.of(case).filter(source=last.pk) if last else Todo.objects.none()
    return {
        "last": last,
        "asked": asked.select_related("owner", "done_by").first(),
        "events": events,
        "facts": facts(case, request.user, last.noted_at if last else None, today()),
    }
