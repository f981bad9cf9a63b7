"""Checklistan: a stadsdel's eight answers of a year, and every stadsdel's side by side."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.pages import done_or_told
from followup.actions.checklist import answer_question, sign_checklist
from followup.forms.checklist import AnswerForm
from followup.models import Checklist, ChecklistAnswer
from followup.rules import Question, checklist_due, latest_picture, picture_is_old, questions_of
from followup.rules.known import known
from followup.tables import side_by_side
from organisation.access import districts_with, may
from organisation.models import District
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of


FIRST_YEAR = 2020  # when the questions came (S20)


@require_GET
def checklists(request: StaffRequest) -> HttpResponse:
    """The stadsdelar side by side, ?ar=2026; who has only one comes to its own at once."""
    pks = districts_with(request.user, Permission.READ_CHECKLIST)
    if not pks:
        raise Http404
    year = _year(request.GET.get("ar", ""))
    if len(pks) == 1:
        [pk] = pks
        return redirect("followup:checklist", pk, year)
    districts = list(District.objects.in_force(today()).filter(pk__in=pks))
    context = {
        "year": year,
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < today().year else None,
        "table": side_by_side(districts, year, today()),
    }
    return render(request, "followup/checklists.html", context)


def _year(text: str) -> int:
    """The year asked for. Raises ``Http404`` for one that can have no checklist."""
    if not text:
        return today().year
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= today().year:
        raise Http404
    return int(text)


def _district(request: StaffRequest, pk: int, permission: Permission) -> District:
    if not may(request.user, permission, pk):
        raise Http404
    return District.objects.get(pk=pk)


@require_GET
def checklist(request: StaffRequest, district_pk: int, year: int) -> HttpResponse:
    """The eight questions with this year's answers and last year's."""
    district = _district(request, district_pk, Permission.READ_CHECKLIST)
    year = _year(str(year))
    found = Checklist.objects.filter(district=district, year=year).select_related("signed_by")
    made = found.first()
    questions = questions_of(district.pk, year)
    context = {
        **_of(district, year),
        "checklist": made,
        "questions": questions,
        "unanswered": sum(question.answer is None for question in questions),
        "may_answer": may(request.user, Permission.ANSWER_CHECKLIST, district.pk)
        and year >= today().year - 1
        and not (made and made.is_signed),
        "picture": _picture(district),
        "due_on": checklist_due(year),
        "has_earlier": year > FIRST_YEAR,
    }
    return render(request, "followup/checklist.html", context)


def _of(district: District, year: int) -> dict[str, Any]:
    return {"district": district, "year": year}


def _picture(district: District) -> dict[str, Any] | None:
    """The day of the latest lägesbild and whether it is too old."""
    day: date | None = latest_picture(district.pk)
    return {"day": day, "is_old": picture_is_old(day, today())} if day else None


@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, district_pk: int, year: int, code: str) -> HttpResponse:
    """Answer one question."""
    district = _district(request, district_pk, Permission.ANSWER_CHECKLIST)
    question = _question(district, _year(str(year)), code)
    form = AnswerForm(request.POST or None, instance=question.answer or _new(district, year, code))
    if form.is_valid() and attempt(
        form, answer_question, answer=form.save(commit=False), by=request.user
    ):
        messages.success(request, f"Svaret på fråga {question.number} är sparat.")
        return redirect("followup:checklist", district.pk, year)
    about = known(district.pk, code, today())
    context = {**_of(district, year), "question": question, "form": form, "known": about}
    return render(request, "followup/checklist_answer.html", context, status=status_of(form))


def _question(district: District, year: int, code: str) -> Question:
    found = (one for one in questions_of(district.pk, year) if one.code == code)
    question = next(found, None)
    if question is None:
        raise Http404
    return question


def _new(district: District, year: int, code: str) -> ChecklistAnswer:
    checklist = Checklist(
        district=district, year=year
    )  # the one there is takes its place when saved
    return ChecklistAnswer(checklist=checklist, district=district, code=code)


@require_POST
def sign(request: StaffRequest, district_pk: int, year: int) -> HttpResponse:
    """Sign the year's checklist."""
    district = _district(request, district_pk, Permission.ANSWER_CHECKLIST)
    made = get_object_or_404(Checklist, district=district, year=year)
    done_or_told(request, sign_checklist, "Checklistan är påskriven.", checklist=made)
    return redirect("followup:checklist", district.pk, year)
