"""Form 3.3: the threat assessment, and the manager's decision on measures."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import drafts
from cases.access import get_case
from cases.actions.threats import (
    correct_threat,
    decide_measures,
    note_reading,
    save_threat,
    sign_threat,
)
from cases.forms.rows import MeasureSet, SourceSet
from cases.forms.threats import ThreatDecisionForm, ThreatForm
from cases.models import (
    Case,
    ThreatAssessment,
    ThreatDecision,
    ThreatMeasure,
    ThreatReading,
    ThreatSource,
)
from cases.pages import case_for, first_of, may_write
from cases.rows import RowSet
from cases.views.correcting import correction
from organisation.access import may
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of


DRAFT = "hotbild"
LINES = (SourceSet, MeasureSet)


def latest_signed(case: Case) -> ThreatAssessment | None:
    signed = ThreatAssessment.objects.filter(signed_at__isnull=False).order_by("-signed_at")
    return first_of(signed.select_related("signed_by", "corrects"), case)


def draft_of(case: Case) -> ThreatAssessment | None:
    drafts = ThreatAssessment.objects.filter(signed_at__isnull=True)
    return first_of(drafts.order_by("-made_on", "pk"), case)


def decision_on(assessment: ThreatAssessment | None) -> ThreatDecision | None:
    if assessment is None:
        return None
    decisions = ThreatDecision.objects.filter(assessment=assessment)
    return decisions.select_related("decided_by").order_by("pk").first()


def measures_of(assessment: ThreatAssessment) -> QuerySet[ThreatMeasure]:
    """What the assessors propose."""
    return ThreatMeasure.objects.of(assessment.case).kept().filter(assessment=assessment)


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
    if request.method != "POST":
        _note_manager(request, latest_signed(case))
        return _page(request, case)
    signing = "skriv-pa" in request.POST
    written = _sent(request, case, signing=signing)
    if written.is_valid() and attempt(
        written.form, _write, written=written, sign=signing, by=request.user
    ):
        drafts.forget(case=case, name=DRAFT, by=request.user, sent=request.POST)
        done = "påskriven. Chefen ser den på Min dag." if signing else "sparad som utkast."
        messages.success(request, f"Hotbildsbedömningen är {done}")
        return redirect("cases:threat", case.pk)
    return _page(request, case, written=written)


@dataclass(frozen=True)
class Written:
    """The form and its lines."""

    form: ThreatForm
    lines: list[RowSet]

    def is_valid(self) -> bool:
        """All of them are asked, so that what must be mended is said at once."""
        return all([self.form.is_valid(), *(lines.is_valid() for lines in self.lines)])

    def all_forms(self) -> list[Any]:
        return [self.form, *(form for lines in self.lines for form in lines.forms)]


def _sent(request: StaffRequest, case: Case, *, signing: bool) -> Written:
    assessment = draft_of(case) or ThreatAssessment(case=case)
    form = ThreatForm(request.POST, instance=assessment, signing=signing)
    return Written(form, [lines(request.POST, record=assessment) for lines in LINES])


def _shown(case: Case, unsaved: drafts.Unsaved) -> Written:
    assessment = draft_of(case) or ThreatAssessment(case=case, made_on=today())
    form = ThreatForm(instance=assessment)
    unsaved.fill(form)
    typed = unsaved.typed
    return Written(
        form,
        [
            lines(record=assessment) if typed is None else lines.of_draft(typed, record=assessment)
            for lines in LINES
        ],
    )


def _write(*, written: Written, sign: bool, by: User) -> ThreatAssessment:
    """Save what was typed under the key that the form was shown with, and sign it when asked to."""
    typed = written.form.instance
    if typed._state.adding:
        typed.pk = written.form.cleaned_data["once"]
    rows = [row for lines in written.lines for row in lines.filled()]
    for row in rows:
        row.assessment = typed  # type: ignore[attr-defined]
    save_threat(assessment=typed, rows=rows, by=by)
    return sign_threat(assessment=typed, by=by) if sign else typed


def _note_manager(request: StaffRequest, signed: ThreatAssessment | None) -> None:
    """The one who decides has it on the screen: it isn't unread any more (R37)."""
    if signed is None or not may(request.user, Permission.DECIDE, signed.case.district_id):
        return
    if not ThreatReading.objects.filter(assessment=signed, user=request.user).exists():
        note_reading(assessment=signed, by=request.user)


@require_http_methods(["GET", "POST"])
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Correct what was signed last: a new version with a reason, and the old one stays (R52)."""
    write = Permission.INVESTIGATE
    case = case_for(request, pk, read=write, write=write, event="threat.read")
    signed = latest_signed(case)
    if signed is None:
        return redirect("cases:threat", case.pk)
    act = partial(correct_threat, assessment=signed)
    return correction(request, case, act, what="hotbildsbedömningen (3.3)", page="cases:threat")


@require_GET
def version(request: StaffRequest, pk: UUID, assessment: UUID) -> HttpResponse:
    """One signed version, as it was."""
    case = get_case(request.user, pk, Permission.READ_THREAT, event="threat.read")
    signed = ThreatAssessment.objects.of(case).filter(signed_at__isnull=False)
    found = get_object_or_404(signed.select_related("signed_by", "corrects"), pk=assessment)
    found.case = case
    _note_manager(request, found)
    return render(request, "cases/threat_version.html", {"case": case} | _told(found))


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
    return _page(request, case, deciding=form)


def _page(
    request: StaffRequest,
    case: Case,
    *,
    written: Written | None = None,
    deciding: ThreatDecisionForm | None = None,
) -> HttpResponse:
    signed = latest_signed(case)
    decision = decision_on(signed)
    writes = may_write(request, case, Permission.INVESTIGATE)
    unsaved = drafts.unsaved(case, DRAFT, request.user, sent=written is not None)
    asked = draft_of(case) or signed is None or "ny" in request.GET or unsaved.typed is not None
    if written is None and asked and writes:
        written = _shown(case, unsaved)
    if signed and not decision and may_write(request, case, Permission.DECIDE):
        deciding = deciding or ThreatDecisionForm()
    context: dict[str, object] = {
        "case": case,
        "form": written.form if written else None,
        "row_sets": written.lines if written else [],
        "unsaved": unsaved,
        "deciding": deciding,
        "may_write": writes,
        "earlier": _earlier(case, signed),
    }
    context |= _told(signed)
    status = status_of(*written.all_forms()) if written else 200
    return render(request, "cases/threat.html", context, status=status)


def _told(signed: ThreatAssessment | None) -> dict[str, object]:
    """A signed assessment as it is read, and who among the managers has read it."""
    if signed is None:
        return {"signed": None, "decision": None}
    case = signed.case
    return {
        "signed": signed,
        "decision": decision_on(signed),
        "against": [ThreatAssessment.Against(one).label for one in signed.against],
        "sources": ThreatSource.objects.of(case).kept().filter(assessment=signed),
        "measures": measures_of(signed),
        "readings": signed.readings.select_related("user").order_by("read_at"),
    }


def _earlier(case: Case, signed: ThreatAssessment | None) -> list[ThreatAssessment]:
    """Signed assessments before the one at hand, latest first."""
    versions = ThreatAssessment.objects.of(case).filter(signed_at__isnull=False)
    return list(versions.exclude(pk=signed.pk).order_by("-signed_at")) if signed else []
