"""Upphandlingar: what the stadsdel buys, year by year, for its manager."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit import log
from cases.access import logged_list
from organisation.access import districts_with
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans.purchases import NOTE, Row, as_sheet, procurements_of, rows_of, year_sums
from sig.lib.dates import today
from sig.lib.http import CSV, XLSX, download
from sig.lib.sheets import as_csv, as_xlsx


@require_GET
def purchases(request: StaffRequest) -> HttpResponse:
    """The year's purchases with their sums: ?ar=2026; as a file with &fil=csv or &fil=xlsx."""
    asked = request.GET.get("ar", str(today().year))
    if not districts_with(request.user, Permission.READ_CASES) or not re.fullmatch(
        "20[0-9]{2}", asked
    ):
        raise Http404
    year, found = int(asked), procurements_of(request.user)
    rows = rows_of(found, year)
    cases = {row.procurement.case_id: row.procurement.case for row in rows}
    logged_list(request.user, cases.values())
    if ending := request.GET.get("fil", ""):
        return _file(request, rows, year, ending)
    sums = year_sums(found)
    context = {
        "year": year,
        "rows": rows,
        "sums": sums,
        "shown": next((one for one in sums if one.year == year), None),
        "note": NOTE,
    }
    return render(request, "plans/purchases.html", context)


def _file(request: StaffRequest, rows: list[Row], year: int, ending: str) -> HttpResponse:
    if ending not in ("csv", "xlsx"):
        raise Http404
    sheet, name = as_sheet(rows, year), f"upphandlingar-{year}.{ending}"
    log.record("purchases.exported", by=request.user, detail=f"{year} {ending}")
    if ending == "xlsx":
        return download(as_xlsx([sheet]), XLSX, name)
    return download(as_csv(sheet), CSV, name)
