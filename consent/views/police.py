"""The question to the police, and their answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.access import get_case
from cases.models import Case
from cases.pages import case_for
from consent import actions
from consent.forms.police import AnswerForm, AskForm, police_covered
from consent.models import PoliceRequest
from consent.rules import in_words
from consent.views.fetch import rights
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def police(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask the police on the consent that names them (R9), and read what they answered."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    form = AskForm(request.POST or None, covered=police_covered(case))
    if request.method == "POST" and form.is_valid():
        chosen = {"agency": form.cleaned_data["agency"], "request_id": form.cleaned_data["once"]}
        if attempt(form, actions.ask_police, case=case, **chosen, by=request.user):
            messages.success(request, "Begäran till polisen är noterad. Lämna den till polisen.")
            return redirect("consent:police", case.pk)
    return _police_page(request, case, ask=form)


@require_POST
def police_answer(request: StaffRequest, pk: UUID, question: UUID) -> HttpResponse:
    """Note what the police answered."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    asked = get_object_or_404(
        PoliceRequest.objects.of(case).select_related("disclosure__row"), pk=question
    )
    asked.case = case
    form = AnswerForm(request.POST, question=asked)
    if form.is_valid():
        answer = form.save(commit=False)
        if attempt(form, actions.register_answer, answer=answer, by=request.user):
            messages.success(request, "Polisens svar är registrerat.")
            return redirect("consent:police", case.pk)
    return _police_page(request, case, answer=form)


def _police_page(request: StaffRequest, case: Case, **bound: Any) -> HttpResponse:
    covered = police_covered(case)
    questions = PoliceRequest.objects.of(case).select_related(
        "asked_by", "disclosure__agency", "disclosure__row", "answer__registered_by"
    )
    unanswered = [asked for asked in questions if not hasattr(asked, "answer")]
    waiting = next((asked for asked in unanswered if not asked.stopped_at), None)
    answerable = waiting or next(iter(unanswered), None)
    forms = {
        "ask": AskForm(covered=covered),
        "answer": AnswerForm(question=answerable) if answerable else None,
    }
    context = {
        "case": case,
        "covered": covered,
        "kinds": in_words(actions.POLICE_REQUEST_KINDS),
        "questions": questions,
        "waiting": waiting,
        "stopped": answerable if answerable and not waiting else None,
    }
    return render(request, "consent/police.html", context | forms | bound | rights(request, case))
