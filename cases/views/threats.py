"""Form 3.3: the threat assessment, and the manager's decision on measures."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions.records import decide_measures, save_threat, sign_threat
from cases.forms.threats import ThreatDecisionForm, ThreatForm
from cases.models import Case, ThreatAssessment, ThreatDecision
from cases.pages import case_for, first_of, may_write
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


def latest_signed(case: Case) -> ThreatAssessment | None:
    signed = ThreatAssessment.objects.filter(signed_at__isnull=False).order_by("-signed_at")
    return first_of(signed.select_related("signed_by"), case)


def draft_of(case: Case) -> ThreatAssessment | None:
    drafts = ThreatAssessment.objects.filter(signed_at__isnull=True)
    return first_of(drafts.order_by("-made_on", "pk"), case)


def decision_on(assessment: ThreatAssessment | None) -> ThreatDecision | None:
    if assessment is None:
        return None
    decisions = ThreatDecision.objects.filter(assessment=assessment)
    return decisions.select_related("decided_by").order_by("pk").first()


@require_http_methods(["GET", "POST"])
def threat(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The assessment: the investigator's draft, and what was signed for those who may read it."""
    case = case_for(
        request,
        pk,
        read=Permission.READ_THREAT,
        write=Permission.INVESTIGATE,
        event="threat.read",
    )
    draft = draft_of(case)
    if request.method != "POST":
        return _page(request, case, draft)
    signing = "skriv-pa" in request.POST
    form = ThreatForm(request.POST, instance=draft or ThreatAssessment(case=case), signing=signing)
    if form.is_valid() and attempt(
        form,
        _write,
        typed=form.instance,
        key=form.cleaned_data["once"],
        sign=signing,
        by=request.user,
    ):
        done = "påskriven. Chefen ser den på Min dag." if signing else "sparad som utkast."
        messages.success(request, f"Hotbildsbedömningen är {done}")
        return redirect("cases:threat", case.pk)
    return _page(request, case, draft, form=form)


def _write(*, typed: ThreatAssessment, key: UUID, sign: bool, by: User) -> ThreatAssessment:
    """Save what was typed under the key that the form was shown with, and sign it when asked to."""
    if typed._state.adding:
        typed.pk = key
    save_threat(assessment=typed, by=by)
    return sign_threat(assessment=typed, by=by) if sign else typed


@require_POST
def decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The manager's decision on the latest signed assessment."""
    case = case_for(request, pk, write=Permission.DECIDE, event="threat.read")
    assessment = latest_signed(case)
    if assessment is None:
        raise Http404
    form = ThreatDecisionForm(
        request.POST, instance=ThreatDecision(case=case, assessment=assessment)
    )
    if form.is_valid():
        decision = form.save(commit=False)
        if attempt(form, decide_measures, decision=decision, by=request.user):
            messages.success(request, "Beslutet om åtgärder är sparat.")
            return redirect("cases:threat", case.pk)
    return _page(request, case, draft_of(case), deciding=form)


def _page(
    request: StaffRequest,
    case: Case,
    draft: ThreatAssessment | None,
    *,
    form: ThreatForm | None = None,
    deciding: ThreatDecisionForm | None = None,
) -> HttpResponse:
    signed = latest_signed(case)
    decision = decision_on(signed)
    wanted = form or draft or signed is None or "ny" in request.GET
    if form is None and wanted and may_write(request, case, Permission.INVESTIGATE):
        form = ThreatForm(instance=draft or ThreatAssessment(case=case, made_on=today()))
    if signed and not decision and may_write(request, case, Permission.DECIDE):
        deciding = deciding or ThreatDecisionForm()
    against = signed.against if signed else []
    return render(
        request,
        "cases/threat.html",
        {
            "case": case,
            "form": form,
            "signed": signed,
            "against": [ThreatAssessment.Against(one).label for one in against],
            "decision": decision,
            "deciding": deciding,
            "may_write": may_write(request, case, Permission.INVESTIGATE),
        },
    )
