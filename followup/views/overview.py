"""Uppföljning: how the enrolment stands, or ended, and the way to discharge."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.access import get_case, may_in
from cases.pages import may_write
from followup.forms.discharge import DischargeForm
from followup.models import Transfer
from followup.rules import discharge_of
from organisation.requests import StaffRequest
from organisation.roles import Permission


@require_GET
def overview(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The discharge, once decided. Before that its form, for those who may decide."""
    case = get_case(request.user, pk, Permission.READ_CASE)
    decides = case.is_enrolled and may_in(request.user, Permission.DECIDE, case)
    return render(
        request,
        "followup/overview.html",
        {
            "case": case,
            "discharge": discharge_of(case),
            "form": DischargeForm() if decides else None,
            "transfer": Transfer.objects.of(case).select_related("receiver").first(),
            "received": Transfer.objects.filter(new_case=case).select_related("district").first(),
            "may_hand_over": may_write(request, case, Permission.STAFF_CASE),
        },
    )
