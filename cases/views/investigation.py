"""The tab Utredning: what the investigation consists of, and how far each part has come."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases import drafts
from cases.access import get_case, may_in
from cases.actions.records import save_criteria
from cases.forms.decisions import CriteriaForm
from cases.models import Case, CaseRole, Criteria, Decision, Referral
from cases.pages import case_for, first_of, may_write
from cases.rules import age, setting
from cases.views import needs, threats
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt, status_of


def material(case: Case, viewer: User) -> dict[str, object]:
    """Everything that the investigation has gathered, as far as ``viewer`` may read it."""
    signed = needs.latest_signed(case)
    reads_threat = may_in(viewer, Permission.READ_THREAT, case)
    threat = threats.latest_signed(case) if reads_threat else None
    return {
        "case": case,
        "referral": Referral.objects.of(case).first(),
        "inventory": signed,
        "areas": list(signed.areas.all()) if signed else [],
        "inventory_draft": needs.draft_of(case),
        "reads_threat": reads_threat,
        "threat": threat,
        "threat_draft": threats.draft_of(case) if reads_threat else None,
        "threat_decision": threats.decision_on(threat),
        "threat_measures": threats.measures_of(threat) if threat else [],
        "criteria": Criteria.objects.of(case).first(),
        "staff": staff(case),
        "age": age(case),
        "limits": setting(case),
    }


def current_decision(case: Case) -> Decision | None:
    """The open draft, or else the decision that was taken last."""
    decisions = Decision.objects.select_related(
        "drafted_by", "submitted_by", "decided_by", "deputy__stands_in_for"
    )
    return first_of(
        decisions.order_by("-decided_at"), case
    )  # PostgreSQL puts the undecided one first


def staff(case: Case) -> list[CaseRole]:
    """Who is on the case now, the first one first."""
    roles = CaseRole.objects.of(case).active().select_related("user")
    return list(roles.order_by("started_on", "kind", "pk"))


@require_GET
def investigation(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = get_case(request.user, pk, Permission.READ_CASE, event="investigation.read")
    return render(
        request,
        "cases/investigation.html",
        material(case, request.user)
        | {
            "decision": current_decision(case),
            "may_work": may_write(request, case, Permission.WORK_CASE),
            "may_investigate": may_write(request, case, Permission.INVESTIGATE),
            "may_staff": may_write(request, case, Permission.STAFF_CASE),
        },
    )


@require_http_methods(["GET", "POST"])
def criteria(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Kriterier: read by all on the case, written by the investigator."""
    case = case_for(request, pk, write=Permission.INVESTIGATE, event="criteria.read")
    record = first_of(Criteria.objects.all(), case) or Criteria(case=case)
    form = CriteriaForm(request.POST if request.method == "POST" else None, instance=record)
    unsaved = drafts.unsaved(case, "kriterier", request.user, sent=form.is_bound)
    unsaved.fill(form)
    if form.is_valid() and attempt(
        form, save_criteria, criteria=form.save(commit=False), by=request.user
    ):
        drafts.forget(case=case, name=unsaved.name, by=request.user, sent=request.POST)
        messages.success(request, "Kriterierna är sparade.")
        return redirect("cases:investigation", case.pk)
    return render(
        request,
        "cases/criteria.html",
        {
            "case": case,
            "form": form,
            "criteria": None if record._state.adding else record,
            "may_write": may_write(request, case, Permission.INVESTIGATE),
            "age": age(case),
            "limits": setting(case),
            "unsaved": unsaved,
        },
        status=status_of(form),
    )
