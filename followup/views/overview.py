"""Uppföljning: how the enrolment stands, or ended, and the way to discharge."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.access import get_case, may_in
from cases.models import Case
from cases.pages import may_write
from followup.models import Assessment, ContactAttempt, Discharge, SubmissionReceipt, Transfer
from followup.rules import first_assessment_late
from followup.tables import changes, compare
from organisation.requests import StaffRequest
from organisation.roles import Permission


@require_GET
def overview(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The endings, the assessments side by side, the attempts to reach the person."""
    case = get_case(request.user, pk, Permission.READ_CASE)
    decides = may_in(request.user, Permission.DECIDE, case)
    discharges = Discharge.objects.of(case).select_related("decided_by", "reopening__decided_by")
    return render(
        request,
        "followup/overview.html",
        {
            "case": case,
            "discharges": discharges.prefetch_related("checks__answered_by"),
            "attempts": ContactAttempt.objects.of(case).count(),
            "may_discharge": case.is_enrolled and decides,
            "may_reopen": case.closed_at is not None and decides,
            "may_write": may_write(request, case, Permission.WORK_CASE),
            "may_work": may_in(request.user, Permission.WORK_CASE, case),
            "transfer": Transfer.objects.of(case).select_related("receiver").first(),
            "received": Transfer.objects.filter(new_case=case).select_related("district").first(),
            "may_hand_over": may_write(request, case, Permission.STAFF_CASE),
            "receipt": SubmissionReceipt.objects.of(case).select_related("sent_by").first(),
            **_assessments(case),
        },
    )


def _assessments(case: Case) -> dict[str, Any]:
    """The signed assessments, with the first and the latest side by side."""
    found = list(Assessment.objects.of(case).select_related("signed_by").prefetch_related("areas"))
    signed = [assessment for assessment in found if assessment.is_signed]
    shown = [signed[0], signed[-1]] if len(signed) > 1 else signed
    return {
        "signed": signed,
        "shown": shown,
        "groups": compare(shown) if shown else [],
        "changes": changes(*shown) if len(shown) > 1 else [],
        "draft": next((one for one in found if not one.is_signed), None),
        "first_late": first_assessment_late(case),
    }
