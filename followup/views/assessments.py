"""Form 3.4: written part by part, signed, and read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import drafts
from cases.access import get_case
from cases.models import Case
from cases.pages import case_for, done_or_told, first_of, may_write
from followup.actions.assessments import (
    save_answers,
    save_levels,
    sign_assessment,
    start_assessment,
)
from followup.forms.assessments import AnswersForm, BackgroundForm, LevelsForm, SituationForm
from followup.models import Assessment
from followup.rules import assessment_gaps, parts_of
from followup.tables import compare
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt, status_of


FORMS: dict[str, type[AnswersForm]] = {
    "bakgrund": BackgroundForm,
    "omraden": LevelsForm,
    "laget": SituationForm,
}


def _draft_of(case: Case) -> Assessment | None:
    return first_of(Assessment.objects.draft().prefetch_related("areas").order_by("pk"), case)


@require_GET
def assessment(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The draft in its parts with what is left, or the way to begin the next one."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="assessment.read")
    draft = _draft_of(case)
    gaps = assessment_gaps(draft) if draft else []
    return render(
        request,
        "followup/assessment.html",
        {
            "case": case,
            "draft": draft,
            "lines": _lines(draft) if draft else [],
            "gaps": [_check(case, gap.part, gap.sentence) for gap in gaps],
            "signed": Assessment.objects.of(case).signed().select_related("signed_by"),
            "may_write": may_write(request, case, Permission.WORK_CASE),
        },
    )


def _lines(draft: Assessment, current: str = "") -> list[dict[str, object]]:
    """Every part of the form in order, with what is left in it."""
    left = {gap.part: gap.sentence for gap in reversed(assessment_gaps(draft))}
    return [
        {
            "title": title,
            "url": reverse("followup:assessment_part", args=[draft.case.pk, part]),
            "gap": left.get(part, ""),
            "current": part == current,
        }
        for part, title in parts_of(draft).items()
    ]


def _check(case: Case, part: str, sentence: str) -> dict[str, object]:
    url = reverse("followup:assessment_part", args=[case.pk, part])
    return {"met": False, "sentence": sentence, "url": url, "note": ""}


@require_POST
def start(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, write=Permission.WORK_CASE, event="assessment.read")
    done_or_told(request, start_assessment, "Bedömningen är påbörjad.", case=case)
    if draft := _draft_of(case):
        return redirect("followup:assessment_part", case.pk, next(iter(parts_of(draft))))
    return redirect("followup:assessment", case.pk)


@require_http_methods(["GET", "POST"])
def part(request: StaffRequest, pk: UUID, section: str) -> HttpResponse:
    """One part of the draft. Saved, it leads on to the next one."""
    case = case_for(
        request, pk, read=Permission.WORK_CASE, write=Permission.WORK_CASE, event="assessment.read"
    )
    draft = _draft_of(case)
    if draft is None:
        return _no_draft(request, pk)
    parts = parts_of(draft)
    if section not in parts:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    unsaved = drafts.unsaved(case, f"uppfoljning-{section}", request.user, sent=sent is not None)
    form = FORMS[section](sent, instance=draft)
    unsaved.fill(form)
    if form.is_valid() and attempt(form, _save, form=form, by=request.user):
        drafts.forget(case=case, name=unsaved.name, by=request.user, sent=request.POST)
        messages.success(request, f"{parts[section]} är sparat.")
        return _onward(request, draft, section)
    context: dict[str, Any] = {
        "case": case,
        "draft": draft,
        "title": parts[section],
        "lines": _lines(draft, section),
        "unsaved": unsaved,
        "form": form,
        "boxed": section != "laget",
        "last": section == list(parts)[-1],
    }
    return render(request, "followup/assessment_part.html", context, status=status_of(form))


def _no_draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The draft was signed meanwhile, or never begun. What was typed stays with its user."""
    if request.method == "POST":
        messages.error(request, "Bedömningen är redan påskriven. Det du skrev är inte sparat.")
    return redirect("followup:assessment", pk)


def _save(*, form: AnswersForm, by: User) -> Assessment:
    draft = form.save(commit=False)
    if isinstance(form, LevelsForm):
        return save_levels(assessment=draft, levels=form.levels, by=by)
    return save_answers(assessment=draft, fields=form.Meta.fields, by=by)


def _onward(request: StaffRequest, draft: Assessment, section: str) -> HttpResponse:
    parts = list(parts_of(draft))
    following = parts[parts.index(section) + 1 :]
    if following and "stanna" not in request.POST:
        return redirect("followup:assessment_part", draft.case.pk, following[0])
    if "stanna" in request.POST:
        return redirect("followup:assessment_part", draft.case.pk, section)
    return redirect("followup:assessment", draft.case.pk)


@require_POST
def sign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Sign the draft. What is left is said on the page that follows."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="assessment.read")
    draft = _draft_of(case)
    if draft is None:
        messages.error(request, "Det finns inget utkast att skriva på.")
    elif done_or_told(request, sign_assessment, "Bedömningen är påskriven.", assessment=draft):
        return redirect("followup:overview", case.pk)
    return redirect("followup:assessment", case.pk)


@require_GET
def version(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """One signed assessment, as it was."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="assessment.read")
    signed = Assessment.objects.of(case).signed().prefetch_related("areas")
    found = get_object_or_404(signed.select_related("signed_by"), number=number)
    found.case = case
    return render(
        request,
        "followup/assessment_version.html",
        {"case": case, "signed": found, "shown": [found], "groups": compare([found])},
    )
