"""Domstol: the statements that were asked for in a case, and what the judgments said."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases import drafts
from cases.actions.court import save_court_statement
from cases.forms.court import CourtStatementForm
from cases.models import Case, CourtStatement
from cases.pages import case_for, may_write
from cases.rules import age
from organisation.models import LegalReference
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of


UNDER = 21  # years
Use = LegalReference.Use


@require_http_methods(["GET", "POST"])
def court(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The statements of the case; a new one with ?nytt=1."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    return _page(request, case, CourtStatement(case=case))


@require_http_methods(["GET", "POST"])
def statement(request: StaffRequest, pk: UUID, statement: UUID) -> HttpResponse:
    """One statement, to be filled in as it goes."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    found = get_object_or_404(CourtStatement.objects.of(case), pk=statement)
    found.case = case
    return _page(request, case, found)


def _page(request: StaffRequest, case: Case, found: CourtStatement) -> HttpResponse:
    is_new = found._state.adding
    form = CourtStatementForm(request.POST or None, instance=found)
    name = "yttrande-nytt" if is_new else f"yttrande-{found.pk}"
    unsaved = drafts.unsaved(case, name, request.user, sent=form.is_bound)
    unsaved.fill(form)
    if form.is_valid() and attempt(
        form, save_court_statement, statement=form.save(commit=False), by=request.user
    ):
        drafts.forget(case=case, name=name, by=request.user, sent=request.POST)
        messages.success(request, "Yttrandet är sparat.")
        return redirect("cases:court", case.pk)
    writes = may_write(request, case, Permission.WORK_CASE)
    statements = list(CourtStatement.objects.of(case).select_related("edited_by"))
    asked_for = not is_new or form.is_bound or "nytt" in request.GET
    context = {
        "case": case,
        "form": form if writes and (asked_for or not statements) else None,
        "unsaved": unsaved,
        "is_new": is_new,
        "statements": [(one, one.is_late(today())) for one in statements],
        "may_write": writes,
        "law": _law(),
        # LUL 1 §: the law is about offenders under 21.
        "law_is_past": age(case) >= UNDER,
    }
    return render(request, "cases/court.html", context, status=status_of(form))


def _law() -> list[tuple[str, str]]:
    """What the law asks of a statement, with the paragraph in force today (R58)."""
    said = (
        (
            Use.COURT_CONTENT,
            "Yttrandet redovisar tidigare insatser, behovet och planerade insatser",
        ),
        (Use.COURT_TIME, "Den som begär yttrandet bestämmer när det ska vara inne"),
        (Use.COURT_NEEDED, "Ungdomsvård får inte dömas ut utan ett yttrande"),
    )
    cited = [(words, LegalReference.objects.cited(use, today())) for use, words in said]
    return [(words, law) for words, law in cited if law]
