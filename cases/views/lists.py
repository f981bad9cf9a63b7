"""Lists of cases, and the search. Initials only: a full name never stands in a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from audit import log
from cases.access import logged_list
from cases.forms.lists import FilterForm, SearchForm
from cases.models import Case, CaseQuerySet, Decision, DecisionStatus, Step
from cases.paging import bounded_count, page
from cases.search import LONGEST_LIST, Unsearchable, search
from organisation.access import districts_with, may
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission


ROWS = 50
MINE, DISTRICT, WAITING, CLOSED = "mina", "stadsdelen", "beslut", "avslutade"
LABELS = {
    MINE: "Mina ärenden",
    DISTRICT: "Stadsdelens ärenden",
    WAITING: "Väntar på beslut",
    CLOSED: "Avslutade",
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


@require_GET
def case_list(request: StaffRequest) -> HttpResponse:
    """Ärenden: one's own, the stadsdel's, those that wait for a decision, the closed ones."""
    user = request.user
    names = _views(user)
    chosen = request.GET.get("vy", "")
    chosen = chosen if chosen in names else names[0]
    filters = FilterForm(request.GET)
    cases = _filtered(_cases(user, chosen), filters)
    found = page(
        cases.select_related("person", "programme", "district"),
        ("opened_on", "id"),
        ROWS,
        request.GET,
    )
    rows = logged_list(user, found.rows)
    return render(
        request,
        "cases/list.html",
        {
            "tabs": [
                Tab(LABELS[name], f"{reverse('cases:list')}?vy={name}", name == chosen)
                for name in names
            ],
            "chosen": chosen,
            "filters": filters,
            "rows": rows,
            "openable": openable(user, rows),
            "staffable": staffable(user, rows),
            "count": bounded_count(cases) if found.next_url or found.previous_url else len(rows),
            "page": found,
            "may_log": bool(districts_with(user, Permission.LOG_CASE)),
            "may_import": bool(districts_with(user, Permission.STAFF_CASE)),
            "may_review": bool(districts_with(user, Permission.READ_LOG)),
            "hidden": Case.objects.hidden_from(user).open().count() if chosen == DISTRICT else 0,
        },
    )


@sensitive_post_parameters("q")
@require_http_methods(["GET", "POST"])
def case_search(request: StaffRequest) -> HttpResponse:
    """Search in one's own stadsdelar. It posts, so that no number ends up in an address (R53)."""
    if request.method != "POST":
        return redirect("cases:list")
    user = request.user
    form = SearchForm(request.POST)
    rows: list[Case] = []
    problem = "" if form.is_valid() else " ".join(str(error) for error in form.errors["q"])
    if not problem:
        try:
            found = search(user, form.cleaned_data["q"])
            rows = list(found.select_related("person", "programme", "district")[: LONGEST_LIST + 1])
        except Unsearchable as reason:
            problem = str(reason)
    log.record("case.searched", by=user, detail=str(len(rows[:LONGEST_LIST])))
    rows, more = rows[:LONGEST_LIST], len(rows) > LONGEST_LIST
    return render(
        request,
        "cases/search.html",
        {
            "query": form.data.get("q", ""),
            "problem": problem,
            "rows": logged_list(user, rows, event="case.found"),
            "openable": openable(user, rows),
            "staffable": staffable(user, rows),
            "more": more,
            "may_open_by_emergency": not districts_with(user, Permission.READ_CASES),
            "may_log": bool(districts_with(user, Permission.LOG_CASE)),
        },
    )


def openable(user: User, cases: Iterable[Case]) -> set[UUID]:
    """Which of the listed cases ``user`` may also open."""
    pks = [case.pk for case in cases]
    if not pks:
        return set()
    return set(Case.objects.readable(user).filter(pk__in=pks).values_list("pk", flat=True))


def staffable(user: User, cases: Iterable[Case]) -> set[UUID]:
    """Which of the listed cases ``user`` may put people on, also without opening them."""
    return {
        case.pk
        for case in cases
        if not case.closed_at and may(user, Permission.STAFF_CASE, case.district_id)
    }


def _views(user: User) -> list[str]:
    """The tabs, first the one that the role works in: its cases, or the manager's stadsdel."""
    if not districts_with(user, Permission.LIST_CASES):
        return [MINE, WAITING, CLOSED]
    if not districts_with(user, Permission.WORK_CASE):
        return [DISTRICT, WAITING, CLOSED, MINE]
    return [MINE, DISTRICT, WAITING, CLOSED]


def _cases(user: User, view: str) -> CaseQuerySet:
    if view == MINE:
        return Case.objects.own(user).open()
    listed = Case.objects.listed(user)
    if view == CLOSED:
        return listed.filter(closed_at__isnull=False)
    if view == WAITING:
        handed_over = Decision.objects.filter(case=OuterRef("pk"), status=DecisionStatus.SUBMITTED)
        return listed.open().filter(Exists(handed_over), step=Step.DECISION)
    return listed.open().filter(district_id__in=districts_with(user, Permission.LIST_CASES))


def _filtered(cases: CaseQuerySet, filters: FilterForm) -> CaseQuerySet:
    filters.is_valid()  # what can't be understood narrows nothing
    chosen = filters.cleaned_data
    if number := chosen.get("steg"):
        cases = cases.filter(step=next(step for step in Step if step.number == number))
    if programme := chosen.get("program"):
        cases = cases.filter(programme=programme)
    return cases
