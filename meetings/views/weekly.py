"""Veckans lista: the manager's look at what was late when the week began."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.access import logged_list
from cases.models import Case
from meetings import weeks
from meetings.models import Flag
from organisation.access import districts_with
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today


@require_GET
def weekly(request: StaffRequest) -> HttpResponse:
    """The week that began last, or ?vecka=2026-47."""
    stadsdel = districts_with(request.user, Permission.READ_CASES)
    this = weeks.monday_of(today())
    monday = _monday(request.GET["vecka"]) if "vecka" in request.GET else this
    if not stadsdel or monday is None or monday > this:
        raise Http404
    lists = {
        name: _listed(request, weeks.flags_of(stadsdel, which(monday)))
        for name, which in (
            ("late", weeks.late),
            ("raised", weeks.raised),
            ("cleared", weeks.cleared),
        )
    }
    shown = {flag.case_id: flag.case for flags in lists.values() for flag in flags}
    logged_list(request.user, shown.values())
    context = {
        "monday": monday,
        "week": monday.isocalendar().week,
        "earlier": _code(monday - weeks.WEEK),
        "later": _code(monday + weeks.WEEK) if monday < this else "",
        **lists,
    }
    return render(request, "meetings/weekly.html", context)


def _listed(request: StaffRequest, flags: QuerySet[Flag]) -> list[Flag]:
    """Those whose case the viewer may see: a protected person's only for who is on it (R41)."""
    return list(flags.filter(case__in=Case.objects.listed(request.user)))


def _monday(code: str) -> date | None:
    year, _, week = code.partition("-")
    try:
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return None


def _code(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-{week}"
