"""Ordering the plans of the week's meetings, for whoever prepares them for a whole stadsdel."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cases.models import Case
from meetings.forms.printing import PrintPlansForm
from meetings.models import Meeting
from meetings.views.fetch import show_refusal
from organisation.access import districts_with, may
from organisation.models import District, User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from plans.printing import print_plans
from sig.lib.dates import midnight, today
from sig.lib.rules import Refused


WEEK = timedelta(days=7)  # today is the first of them
OLD_PAGE = "Sidan var för gammal. Försök igen."


def last_day() -> date:
    """The last day of the week that begins today."""
    return today() + WEEK - timedelta(days=1)


def buttons(user: User, coming: Iterable[Meeting]) -> list[tuple[District, PrintPlansForm]]:
    """A form for each stadsdel that the user has the overview of and that meets within a week."""
    overview, until = districts_with(user, Permission.LIST_CASES), last_day()
    meeting = {one.case.district for one in coming if one.day <= until}
    return [
        (district, PrintPlansForm(initial={"district": district.pk}))
        for district in sorted(meeting, key=str)
        if district.pk in overview
    ]


@require_POST
def print_week(request: StaffRequest) -> HttpResponse:
    """Order the plans of the meetings that are booked from today and six days on."""
    form = PrintPlansForm(request.POST)
    if not form.is_valid():
        messages.error(request, OLD_PAGE)
        return redirect("meetings:all")
    district = form.cleaned_data["district"]
    if not may(request.user, Permission.LIST_CASES, district.pk):
        raise Http404
    cases = _cases_to_meet(request.user, district)
    key = form.cleaned_data["once"]
    try:
        job = print_plans(cases=cases, district=district, key=key, by=request.user)
    except Refused as refusal:
        show_refusal(request, refusal)
        return redirect("meetings:all")
    return redirect("organisation:job", job.pk)


def _cases_to_meet(user: User, district: District) -> list[UUID]:
    """The keys of the cases that have a meeting, the first meeting first."""
    day = today()
    week = Meeting.objects.booked().filter(
        case__in=Case.objects.listed(user).open(),
        district=district,
        starts_at__gte=midnight(day),
        starts_at__lt=midnight(day + WEEK),
    )
    found = week.order_by("starts_at", "pk").values_list("case_id", flat=True)
    return list(dict.fromkeys(found))
