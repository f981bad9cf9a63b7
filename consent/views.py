"""The tab Medgivanden: who may know what, forms 3.0 and 3.2, withdrawal, and the police."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access import get_case, may_in, shown_name
from cases.models import Case
from cases.pages import case_for
from cases.rules import ADULT, age
from consent import actions, overview
from consent.forms import (
    MAX_ROWS,
    ROWS_PREFIX,
    AnswerForm,
    AskForm,
    ConsentPaper,
    InformationForm,
    WithdrawForm,
    empty_row,
    police_covered,
    with_one_more_row,
)
from consent.models import (
    Consent,
    ConsentRow,
    Disclosure,
    Information,
    PoliceRequest,
    latest_answer,
)
from consent.rules import in_words, who_may_know
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


def _rights(request: StaffRequest, case: Case) -> dict[str, bool]:
    """Which buttons the page shows. Withdrawing is open in closed cases too (R11)."""
    works = may_in(request.user, Permission.WORK_CASE, case)
    return {"may_write": works and case.closed_at is None, "may_withdraw": works}


def _consents(case: Case) -> QuerySet[Consent]:
    rows = ConsentRow.objects.select_related("agency", "withdrawn_by")
    return (
        Consent.objects.of(case)
        .select_related("registered_by")
        .prefetch_related("givers", Prefetch("rows", rows))
    )


@require_GET
def consents(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who may know what today, the consents over time, and what has left the house."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    day = today()
    found = list(_consents(case))
    rows = [row for consent in found for row in consent.rows.all()]
    axis = overview.axis(rows, day)
    context = {
        "case": case,
        "recipients": who_may_know(case, day),
        "matrix": overview.matrix(rows, day),
        "axis": axis,
        "bars": overview.bars(rows, axis, day),
        "consents": [overview.told(consent, day) for consent in found],
        "any_standing": any(overview.is_standing(row, day) for row in rows),
        "information": Information.objects.of(case).select_related("given_by"),
        "disclosures": _disclosures(case),
        "answer": latest_answer(case),
    }
    return render(request, "consent/list.html", context | _rights(request, case))


def _disclosures(case: Case) -> QuerySet[Disclosure]:
    return Disclosure.objects.of(case).select_related("agency", "row", "sent_by")


@require_http_methods(["GET", "POST"])
def information(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Note that the information letter (3.0) was given."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    form = InformationForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        given = form.save(commit=False)
        if attempt(form, actions.give_information, information=given, by=request.user):
            messages.success(request, "Informationen (3.0) är noterad.")
            return redirect("consent:list", case.pk)
    given = Information.objects.of(case).select_related("given_by")
    context = {"case": case, "form": form, "information": given}
    return render(request, "consent/information.html", context | _rights(request, case))


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Form 3.2, filled in row by row with the person."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    adds_row = "add_row" in request.POST
    data = with_one_more_row(request.POST) if adds_row else request.POST
    paper = ConsentPaper(case, data or None, name=shown_name(case.person, request.user))
    if request.method == "POST" and not adds_row and _register(request, paper):
        messages.success(request, "Medgivandet är registrerat och gäller.")
        return redirect("consent:list", case.pk)
    context = {"case": case, "paper": paper, "is_child": age(case) < ADULT}
    context |= {"next_row": paper.rows.total_form_count(), "rows_prefix": ROWS_PREFIX}
    return render(request, "consent/new.html", context | {"max_rows": MAX_ROWS})


def _register(request: StaffRequest, paper: ConsentPaper) -> Consent | None:
    if not paper.is_valid():
        return None
    return attempt(paper.form, actions.register_consent, **paper.records(), by=request.user)


@require_GET
def new_row(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """One more empty row of form 3.2, to put into the open page."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    if number >= MAX_ROWS:
        raise Http404
    context = {"case": case, "row": empty_row(case, number), "number": number + 1}
    context |= {"next_row": number + 1, "rows_prefix": ROWS_PREFIX, "max_rows": MAX_ROWS}
    return render(request, "consent/_next_row.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, pk: UUID, row: UUID) -> HttpResponse:
    """Ask who withdraws and how, and withdraw the row at once (R11)."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    asked = get_object_or_404(ConsentRow.objects.of(case).select_related("agency"), pk=row)
    asked.case = case
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if attempt(form, actions.withdraw, row=asked, words=words, by=request.user):
            messages.success(request, f"Medgivandet till {asked.agency} är återkallat.")
            return redirect("consent:list", case.pk)
    told = _disclosures(case).filter(row=asked)
    context = {"case": case, "form": form, "rows": [asked], "disclosures": told}
    return render(request, "consent/withdraw.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_all(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask who withdraws and how, and withdraw everything that is in force or to come (R11)."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    rows = ConsentRow.objects.of(case).standing(today()).select_related("agency")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if attempt(form, actions.withdraw_all, case=case, words=words, by=request.user):
            messages.success(request, "Alla medgivanden är återkallade.")
            return redirect("consent:list", case.pk)
    told = _disclosures(case).filter(row__in=rows)
    context = {"case": case, "form": form, "rows": rows, "disclosures": told}
    return render(request, "consent/withdraw.html", context)


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
    asked = get_object_or_404(PoliceRequest.objects.of(case), pk=question)
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
        "asked_by", "disclosure__agency", "answer__registered_by"
    )
    waiting = next((asked for asked in questions if not hasattr(asked, "answer")), None)
    forms = {
        "ask": AskForm(covered=covered),
        "answer": AnswerForm(question=waiting) if waiting else None,
    }
    context = {
        "case": case,
        "covered": covered,
        "kinds": in_words(actions.POLICE_REQUEST_KINDS),
        "questions": questions,
        "waiting": waiting,
    }
    return render(request, "consent/police.html", context | forms | bound | _rights(request, case))


@require_GET
def print_consent(request: StaffRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """Form 3.2 on paper, in plain Swedish, to be signed. The printing is logged."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="consent.printed")
    printed = get_object_or_404(_consents(case), pk=consent)
    context = {
        "case": case,
        "consent": overview.told(printed, today()),
        "name": shown_name(case.person, request.user),
    }
    return render(request, "consent/print.html", context)
