"""The quarter's list of decisions that weren't carried out in time."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.access import logged_list
from cases.clocks import execution_due
from cases.execution import Quarter, outcome, to_report
from cases.models import Case
from organisation.access import districts_with
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today


@require_GET
def not_executed(request: StaffRequest) -> HttpResponse:
    """Ej verkställda beslut: ?kvartal=2026-3, otherwise the quarter that goes on (R28)."""
    stadsdel = districts_with(request.user, Permission.READ_CASES)
    now = Quarter.of(today())
    quarter = Quarter.read(request.GET.get("kvartal", now.code))
    if not stadsdel or quarter is None or quarter > now:
        raise Http404
    listed = Case.objects.listed(request.user).filter(district_id__in=stadsdel)
    cases = to_report(listed.select_related("person", "district"), quarter, today())
    logged_list(request.user, cases)
    context = {
        "quarter": quarter,
        "is_over": quarter < now,
        "rows": [
            (case, execution_due(_decided_on(case)), outcome(case, quarter)) for case in cases
        ],
    }
    return render(request, "cases/not_executed.html", context)


def _decided_on(case: Case) -> date:
    assert case.enrolled_on is not None
    return case.enrolled_on
