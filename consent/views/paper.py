"""Form 3.2: filled in row by row, and on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from audit import log
from cases.access import get_case, shown_name
from cases.models import Case
from cases.rules import ADULT, age
from consent import actions, overview
from consent.forms.paper import ConsentPaper, with_one_more_row
from consent.forms.rows import MAX_ROWS, ROWS_PREFIX, empty_row
from consent.models import Consent
from consent.views.fetch import consents_of
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Form 3.2, filled in row by row with the person."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    if "print" in request.POST:
        return _print_unsigned(request, case)
    adds_row = "add_row" in request.POST
    data = with_one_more_row(request.POST) if adds_row else request.POST
    paper = ConsentPaper(case, data or None, name=shown_name(case.person, request.user))
    if request.method == "POST" and not adds_row and _register(request, paper):
        messages.success(request, "Medgivandet är registrerat och gäller.")
        return redirect("consent:list", case.pk)
    return _new_page(request, case, paper)


def _new_page(request: StaffRequest, case: Case, paper: ConsentPaper) -> HttpResponse:
    context = {"case": case, "paper": paper, "is_child": age(case) < ADULT}
    context |= {"next_row": paper.rows.total_form_count(), "rows_prefix": ROWS_PREFIX}
    return render(request, "consent/new.html", context | {"max_rows": MAX_ROWS})


def _register(request: StaffRequest, paper: ConsentPaper) -> Consent | None:
    if not paper.is_valid():
        return None
    return attempt(paper.form, actions.register_consent, **paper.records(), by=request.user)


def _print_unsigned(request: StaffRequest, case: Case) -> HttpResponse:
    """The paper to be signed, from what is typed: nothing is registered by printing it."""
    name = shown_name(case.person, request.user)
    paper = ConsentPaper(case, request.POST, name=name)
    if not paper.is_printable():
        return _new_page(request, case, paper)
    log.record("consent.printed", by=request.user, on=case)
    context = {"case": case, "consent": paper.as_typed(), "name": name}
    return render(request, "consent/print.html", context)


@require_GET
def new_row(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """One more empty row of form 3.2, to put into the open page."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    if number >= MAX_ROWS:
        raise Http404
    context = {"case": case, "row": empty_row(case, number), "number": number + 1}
    context |= {"next_row": number + 1, "rows_prefix": ROWS_PREFIX, "max_rows": MAX_ROWS}
    return render(request, "consent/_next_row.html", context)


@require_GET
def print_consent(request: StaffRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """Form 3.2 on paper, in plain Swedish, to be signed. The printing is logged."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="consent.printed")
    printed = get_object_or_404(consents_of(case), pk=consent)
    printed.case = case
    context = {
        "case": case,
        "consent": overview.told(printed, today()),
        "name": shown_name(case.person, request.user),
    }
    return render(request, "consent/print.html", context)
