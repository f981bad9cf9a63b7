"""Resursinventeringen: who can contribute what, by life area, and where nobody can."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from organisation.models import District
from organisation.partners import inventory, stadsdelar_with
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today


@require_GET
def resources(request: StaffRequest) -> HttpResponse:
    """One stadsdel's, ?stadsdel=12 when the user has several."""
    stadsdelar = stadsdelar_with(request.user, Permission.READ_PARTNERS)
    district = asked_for(request, stadsdelar)
    areas = inventory(district, today())
    context = {
        "district": district,
        "districts": stadsdelar,
        "areas": areas,
        "holes": [area.hole for area in areas if area.hole],
    }
    return render(request, "organisation/resources.html", context)


def asked_for(request: StaffRequest, stadsdelar: list[District]) -> District:
    """The stadsdel that the address asks for, or the user's first. Not theirs is ``Http404``."""
    by_pk = {str(district.pk): district for district in stadsdelar}
    found = by_pk.get(request.GET.get("stadsdel", next(iter(by_pk))))
    if found is None:
        raise Http404
    return found
