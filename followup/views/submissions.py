"""Sending a pair of assessments to socialförvaltningen: seen field by field, confirmed, and the receipt."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.access import get_case, may_in
from cases.models import Case
from cases.pages import case_for, done_or_told
from followup.actions.submissions import fingerprint, omitted, pair_of, record_of, submit
from followup.models import SubmissionReceipt
from followup.records import KEPT, preview, told
from followup.rules import ended_or_manager, pair_signed
from organisation.requests import StaffRequest
from organisation.roles import Permission


SENT = "Uppgifterna är skickade till socialförvaltningen."


@require_http_methods(["GET", "POST"])
def submission(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What leaves, field by field; the staff of the case send it once the case has ended (R42)."""
    if request.method == "POST":
        case = case_for(request, pk, write=Permission.WORK_CASE, event="submission.read")
        return _send(request, case)
    case = get_case(request.user, pk, Permission.READ_CASE, event="submission.read")
    receipts = SubmissionReceipt.objects.of(case).select_related("sent_by", "disclosure")
    context = {
        "case": case,
        "receipts": [(receipt, list(told(receipt.content))) for receipt in receipts],
        **_offer(request, case, receipts.first()),
    }
    return render(request, "followup/submission.html", context)


@require_POST
def by_manager(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The manager sends it, also while the case goes on."""
    case = case_for(request, pk, write=Permission.DECIDE, event="submission.read")
    return _send(request, case)


def _send(request: StaffRequest, case: Case) -> HttpResponse:
    done_or_told(request, submit, SENT, case=case, seen=request.POST.get("seen", ""))
    return redirect("followup:submission", case.pk)


def _offer(request: StaffRequest, case: Case, latest: SubmissionReceipt | None) -> dict[str, Any]:
    """The record as it would leave now, who may press the button, and what is in the way."""
    user = request.user
    asked = [rule(case, user) for rule in (pair_signed, ended_or_manager)]
    offer: dict[str, Any] = {
        "blockers": [blocker.sentence for blocker in asked if blocker],
        "lines": [],
        "kept": KEPT,
        "seen": "",
        "news": True,
        "may_work": may_in(user, Permission.WORK_CASE, case),
        "may_decide": may_in(user, Permission.DECIDE, case),
    }
    if asked[0]:  # no pair, so no record to show
        return offer
    pair = pair_of(case)
    content = record_of(pair)
    return offer | {
        "lines": list(preview(pair, content, omitted())),
        "seen": fingerprint(content),
        "news": latest is None or latest.content != content,
    }
