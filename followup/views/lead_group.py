"""Ledningsgruppen: the minutes of its meetings."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.pages import done_or_told
from followup.access import deviations_for, get_minutes, minutes_for
from followup.actions.lead_group import save_minutes, sign_minutes
from followup.documents.lead_group import lead_minutes_html, lead_minutes_pdf
from followup.forms.lead_group import LeadMinutesForm
from followup.models import Deviation, LeadMinutes
from organisation.access import districts_with
from organisation.models import District
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of
from sig.lib.http import document
from sig.lib.pdf import PangoMissing


SHOWN = 50  # meetings in the list; that there are more is said


@require_GET
def lead_minutes(request: StaffRequest) -> HttpResponse:
    """Every meeting of the ledningsgrupp, latest first."""
    rows = list(minutes_for(request.user)[: SHOWN + 1])
    context = {
        "districts": _districts(request),
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
    }
    return render(request, "followup/lead_minutes_list.html", context)


def _districts(request: StaffRequest) -> list[District]:
    """Where the user writes the minutes. Raises ``Http404`` for nowhere."""
    pks = districts_with(request.user, Permission.HANDLE_DEVIATION)
    if not pks:
        raise Http404
    return list(District.objects.in_force(today()).filter(pk__in=pks))


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, district_pk: int) -> HttpResponse:
    """Begin the minutes of a meeting."""
    district = next((one for one in _districts(request) if one.pk == district_pk), None)
    if district is None:
        raise Http404
    return _write(request, LeadMinutes(district=district, held_on=today()))


@require_http_methods(["GET", "POST"])
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A meeting: written in until it is signed, read afterwards."""
    minutes = get_minutes(request.user, pk)
    if not minutes.is_signed:
        return _write(request, minutes)
    return render(request, "followup/lead_minutes_read.html", _read(minutes))


def _read(minutes: LeadMinutes) -> dict[str, Any]:
    items = minutes.items.exclude(said="").select_related("deviation")
    return {"minutes": minutes, "items": items}


def _write(request: StaffRequest, minutes: LeadMinutes) -> HttpResponse:
    form = LeadMinutesForm(
        request.POST or None, instance=minutes, deviations=_listed(request, minutes)
    )
    if form.is_valid() and (
        saved := attempt(
            form,
            save_minutes,
            minutes=form.save(commit=False),
            items=form.items(),
            by=request.user,
        )
    ):
        messages.success(request, "Protokollet är sparat.")
        return redirect("followup:lead_minutes_one", saved.pk)
    context = {"minutes": minutes, "form": form, "is_new": minutes._state.adding}
    return render(request, "followup/lead_minutes.html", context, status=status_of(form))


def _listed(request: StaffRequest, minutes: LeadMinutes) -> list[Deviation]:
    """Those to go through: the open ones of the stadsdel, oldest first."""
    here = deviations_for(request.user).within([minutes.district_id]).open()
    return list(here.order_by("reported_at", "pk"))


@require_POST
def sign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Sign the minutes; what they went through has been taken up."""
    minutes = get_minutes(request.user, pk)
    done_or_told(request, sign_minutes, "Protokollet är påskrivet.", minutes=minutes)
    return redirect("followup:lead_minutes_one", minutes.pk)


@require_GET
def paper(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The minutes as PDF, or the page to print where none can be made."""
    context = _read(get_minutes(request.user, pk))
    try:
        return document(lead_minutes_pdf(context), "protokoll")
    except PangoMissing as missing:
        return HttpResponse(lead_minutes_html(context, notice=str(missing)))
