"""Unsaved text: kept while one writes, and thrown away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cases import drafts
from cases.access import get_case
from organisation.requests import StaffRequest
from sig.lib.dates import swedish_time


@sensitive_post_parameters()
@require_POST
def draft(request: StaffRequest, pk: UUID, form: str) -> HttpResponse:
    """Keep what is typed in a form, or throw it away. ``form`` is its name and target."""
    kind, _, target = form.partition("-")
    place = drafts.FORMS.get(kind)
    if place is None or len(target) > 40:
        raise Http404
    back = _page_of(place, pk, target)
    case = get_case(request.user, pk, place.permission, event="")
    if "kasta" in request.POST:
        drafts.forget(case=case, name=form, by=request.user, sent=request.POST)
        messages.success(request, "Texten är kastad.")
        return redirect(back)
    if case.closed_at:
        return HttpResponse("Ärendet är avslutat. Texten är inte sparad.", status=409)
    kept = drafts.keep(case=case, name=form, typed=request.POST, by=request.user)
    if kept is None:
        return HttpResponse("Det här är redan sparat. Öppna sidan igen för att ändra.", status=409)
    return HttpResponse(f"Utkast sparat {swedish_time(kept.updated_at)}.")


def _page_of(place: drafts.DraftForm, case: UUID, target: str) -> str:
    """Where the form stands."""
    try:
        return reverse(place.route, args=[case, *([target] if place.by_target else [])])
    except NoReverseMatch:
        raise Http404 from None
