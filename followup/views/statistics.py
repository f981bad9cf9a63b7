"""Statistik: the figures of a stadsdel for a year, on the page and as files."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views.decorators.http import require_GET

from audit import log
from followup.statistics import People, Period, Work, people, work
from followup.statistics.files import as_one_sheet, as_sheets
from followup.statistics.tables import Table, flows_are_small, hidden, in_words, of_people, of_work
from followup.statistics.years import last_closed_year, offered, period_of
from organisation.access import acting_in, districts_with, may
from organisation.models import District
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.http import CSV, XLSX, download
from sig.lib.sheets import as_csv, as_xlsx


@dataclass(frozen=True)
class Asked:
    """The stadsdel and the year that the address asks for."""

    district: District
    year: int

    @property
    def period(self) -> Period:
        return period_of(self.year, today())

    def log_refs(self) -> dict[str, object]:
        # Of a stadsdel, and of no client.
        return {"district_name": self.district.name}

    @property
    def is_closed(self) -> bool:
        return self.year <= last_closed_year(today())

    @cached_property
    def counted(self) -> tuple[People, Work]:
        """Counted by the system, in the stadsdel's context: who asks may reach no case at all."""
        with acting_in(self.district):
            return people(self.district, self.period), work(self.district, self.period)

    @property
    def tables(self) -> list[Table]:
        took_part, went = self.counted
        return [*of_people(took_part), *of_work(went)]

    @property
    def protected(self) -> list[Table]:
        """What may be printed and taken along (R44)."""
        threshold = settings.SMALL_CELL_THRESHOLD
        all_hidden = flows_are_small(self.counted[0], threshold)
        return [
            hidden(table) if all_hidden and table.of_people else table.protected(threshold)
            for table in self.tables
        ]


@require_GET
def statistics(request: StaffRequest) -> HttpResponse:
    """The year's figures: for casework all of them (``tal=alla``), otherwise without the small ones."""
    asked = _asked(request)
    in_casework = may(request.user, Permission.LIST_CASES, asked.district.pk)
    exact = in_casework and (request.GET.get("tal") == "alla" or not asked.is_closed)
    log.record("statistics.read", by=request.user, on=asked)
    tables = asked.tables if exact else asked.protected
    context = {
        "asked": asked,
        "exact": exact,
        "in_casework": in_casework,
        "tables": [table for table in tables if not table.is_all_hidden],
        "hidden": [table.title for table in tables if table.is_all_hidden],
        "period": in_words(asked.period),
        "closes": asked.year + 1,
        "threshold": settings.SMALL_CELL_THRESHOLD,
        "years": _years(request),
        "districts": _districts(request),
    }
    return render(request, "followup/statistics.html", context)


@require_GET
def statistics_file(request: StaffRequest, ending: str) -> HttpResponse:
    """The tables of a closed year as CSV or Excel, without the small numbers (R44)."""
    asked = _asked(request)
    if not asked.is_closed:
        raise Http404
    log.record("statistics.exported", by=request.user, on=asked, detail=f"{asked.year} {ending}")
    period = in_words(asked.period)
    if ending == "xlsx":
        return download(as_xlsx(as_sheets(asked.protected, period)), XLSX, "statistik.xlsx")
    return download(as_csv(as_one_sheet(asked.protected, period)), CSV, "statistik.csv")


def _districts(request: StaffRequest) -> list[District]:
    mine = districts_with(request.user, Permission.READ_STATISTICS)
    return list(District.objects.filter(pk__in=mine).order_by("name"))


def _years(request: StaffRequest) -> list[int]:
    """The years to choose among: who steers sees the closed ones (R47)."""
    last = today().year if districts_with(request.user, Permission.LIST_CASES) else 0
    return [year for year in offered(today()) if year <= max(last, last_closed_year(today()))]


def _asked(request: StaffRequest) -> Asked:
    """Not yours, or a year that isn't offered: 404."""
    by_pk = {str(district.pk): district for district in _districts(request)}
    wanted = request.GET.get("stadsdel", next(iter(by_pk), ""))
    years = {str(year): year for year in _years(request)}
    year = request.GET.get("ar", next(iter(years)))
    if wanted not in by_pk or year not in years:
        raise Http404
    return Asked(by_pk[wanted], years[year])
