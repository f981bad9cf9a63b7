"""Who may know what, and what has left the house."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.pages import case_for
from consent import overview
from consent.models import Ground, Information, latest_answer
from consent.rules import who_may_know
from consent.views.fetch import consents_of, disclosures_of, rights
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today


@require_GET
def consents(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who may know what today, the consents over time, and what has left the house."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    day = today()
    found = list(consents_of(case))
    for consent in found:
        consent.case = case
    rows = [row for consent in found for row in consent.rows.all()]
    axis = overview.axis(rows, day)
    context = {
        "case": case,
        "recipients": who_may_know(case, day),
        "matrix": overview.matrix(rows, day),
        "axis": axis,
        "bars": overview.bars(rows, axis, day),
        "consents": [overview.told(consent, day) for consent in found],
        "any_standing": any(overview.is_standing(row, day) for row in rows),
        "grounds": Ground.objects.of(case).prefetch_related("agency", "reference", "disclosure"),
        "information": Information.objects.of(case).prefetch_related("given_by"),
        "disclosures": disclosures_of(case),
        "answer": latest_answer(case),
    }
    return render(request, "consent/list.html", context | rights(request, case))
