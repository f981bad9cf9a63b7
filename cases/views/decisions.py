"""Step 3: the draft decision with all its material, and the consent to the insats."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import drafts
from cases.access import get_case
from cases.actions.decisions import save_draft
from cases.actions.records import save_insats_consent
from cases.documents.decisions import decision_html, decision_pdf
from cases.forms.decisions import DecisionForm, InsatsConsentForm
from cases.models import Case, Decision, DecisionStatus, InsatsConsent
from cases.pages import case_for, first_of, may_write
from cases.rules import case_is_open
from cases.views.investigation import current_decision, material
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of
from sig.lib.pdf import PangoMissing
from sig.lib.rules import require


EDITABLE = (DecisionStatus.DRAFT, DecisionStatus.RETURNED)


@require_http_methods(["GET", "POST"])
def decision(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The whole material on one page. The investigator writes the draft, the gates stand below."""
    case = case_for(request, pk, write=Permission.INVESTIGATE, event="decision.read")
    if request.method != "POST":
        return _page(request, case)
    draft = current_decision(case) or Decision(case=case)
    form = DecisionForm(request.POST, instance=draft, day=today())
    if form.is_valid() and attempt(form, _save, decision=form.save(commit=False), by=request.user):
        drafts.forget(case=case, name="beslut", by=request.user, sent=request.POST)
        messages.success(request, "Förslaget till beslut är sparat.")
        return redirect("cases:decision", case.pk)
    return _page(request, case, draft=form)


def _save(*, decision: Decision, by: object) -> Decision:
    require(decision.case, by, case_is_open)
    return save_draft(decision=decision, by=by)


@require_POST
def insats_consent(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Register the consent to the insats. The consent to sharing is another thing (R18)."""
    case = case_for(request, pk, write=Permission.INVESTIGATE, event="decision.read")
    consent = first_of(InsatsConsent.objects.all(), case) or InsatsConsent(case=case)
    form = InsatsConsentForm(request.POST, instance=consent)
    if form.is_valid() and attempt(
        form, save_insats_consent, consent=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Samtycket till insatsen är sparat.")
        return redirect("cases:decision", case.pk)
    return _page(request, case, consent=form)


@require_GET
def pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The decision that was taken last, on paper."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="decision.printed")
    taken = current_decision(case)
    if taken is None or not taken.is_taken:
        raise Http404
    try:
        data = decision_pdf(taken, viewer=request.user)
    except PangoMissing as missing:
        return HttpResponse(decision_html(taken, viewer=request.user, notice=str(missing)))
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="beslut.pdf"'},
    )


def _page(
    request: StaffRequest,
    case: Case,
    *,
    draft: DecisionForm | None = None,
    consent: InsatsConsentForm | None = None,
) -> HttpResponse:
    decision, given = current_decision(case), first_of(InsatsConsent.objects.all(), case)
    unsaved = drafts.unsaved(case, "beslut", request.user, sent=draft is not None)
    if may_write(request, case, Permission.INVESTIGATE):
        if draft is None and (decision is None or decision.status in EDITABLE):
            draft = DecisionForm(instance=decision or Decision(case=case), day=today())
        if consent is None and (decision is None or decision.status in EDITABLE):
            consent = InsatsConsentForm(instance=given or InsatsConsent(case=case))
    if draft is not None:
        unsaved.fill(draft)
    returned = decision is not None and decision.status == DecisionStatus.RETURNED
    return render(
        request,
        "cases/decision.html",
        material(case, request.user)
        | {
            "decision": decision,
            "insats_consent": given,
            "draft_form": draft,
            "consent_form": consent,
            "returned": returned,
            "unsaved": unsaved,
        },
        status=status_of(draft),
    )
