"""Överlämnanden: what other stadsdelar hand over, for those who answer it and open the case."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from audit import log
from cases.access import get_case, may_in
from cases.models import Case
from cases.pages import done_or_told
from followup.access import Received, get_incoming, incoming, shown_name
from followup.actions.receiving import (
    accept_transfer,
    confirm_consent,
    decline_transfer,
    open_received,
    reassign,
)
from followup.forms.transfers import AcceptForm, DeclineForm, OpenForm
from followup.models import Transfer, TransferDocument, TransferStatus
from followup.rules import consented_anew
from organisation.access import may
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib import http
from sig.lib.forms import attempt


SHOWN = 50  # rows of the list; that there are more is said


@require_GET
def received_list(request: StaffRequest) -> HttpResponse:
    """Everything that the user may know of, newest first. Initials only."""
    rows = list(incoming(request.user)[: SHOWN + 1])
    log.record_many("transfer.listed", by=request.user, on=[Received(row) for row in rows[:SHOWN]])
    context = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN}
    return render(request, "followup/received_list.html", context)


@require_GET
def received(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The note and nothing more; the documents once the consent is confirmed anew."""
    return _page(request, get_incoming(request.user, pk))


def _page(
    request: StaffRequest,
    transfer: Transfer,
    *,
    accepting: AcceptForm | None = None,
    declining: DeclineForm | None = None,
    opening: OpenForm | None = None,
) -> HttpResponse:
    """The forms that the state and the role give, or the one that was just refused."""
    user = request.user
    decides = may(user, Permission.DECIDE, transfer.receiver_id)
    asked = transfer.status == TransferStatus.ASKED
    unopened = transfer.status == TransferStatus.ACCEPTED and not transfer.new_case_id
    names = decides and (asked or unopened)
    opens = unopened and transfer.assignee_id == user.pk
    case = _new_case(request, transfer)
    context = {
        "transfer": transfer,
        "name": shown_name(transfer, user),
        "number": transfer.personal_number.formatted,
        "case": case,
        "accepting": accepting or (AcceptForm(transfer=transfer, by=user) if names else None),
        "declining": declining or (DeclineForm() if decides and asked else None),
        "opening": opening or (OpenForm() if opens else None),
        "confirming": _confirming(request, transfer, case),
        "documents": _documents(transfer) if case else [],
    }
    return render(request, "followup/received.html", context)


def _new_case(request: StaffRequest, transfer: Transfer) -> Case | None:
    """The case that was opened from the transfer, if the user may read it."""
    if transfer.new_case_id is None:
        return None
    return Case.objects.readable(request.user).filter(pk=transfer.new_case_id).first()


def _confirming(
    request: StaffRequest, transfer: Transfer, case: Case | None
) -> dict[str, Any] | None:
    """What is left before the documents open, and whether the user works in the case; else None."""
    if case is None or transfer.confirmed_at:
        return None
    lacking = consented_anew.ask(transfer, request.user)
    works = may_in(request.user, Permission.WORK_CASE, case) and not case.closed_at
    return {"lacking": lacking, "met": consented_anew.met, "works": works}


def _documents(transfer: Transfer) -> list[TransferDocument]:
    """What the database lets the stadsdel see: nothing until the consent is confirmed anew."""
    return list(TransferDocument.objects.filter(transfer=transfer).defer("content"))


@require_POST
def accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take the case on, and name who opens it."""
    transfer = _to_decide(request, pk)
    form = AcceptForm(request.POST, transfer=transfer, by=request.user)
    if form.is_valid() and attempt(
        form, accept_transfer, transfer=transfer, by=request.user, **form.cleaned_data
    ):
        assignee = form.cleaned_data["assignee"]
        messages.success(request, f"Överlämnandet är mottaget. {assignee} öppnar ärendet.")
        return redirect("followup:received", pk)
    return _page(request, transfer, accepting=form)


@require_POST
def reassign_opening(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Let somebody else open the case."""
    transfer = _to_decide(request, pk)
    form = AcceptForm(request.POST, transfer=transfer, by=request.user)
    if form.is_valid() and attempt(
        form, reassign, transfer=transfer, by=request.user, **form.cleaned_data
    ):
        messages.success(request, f"{form.cleaned_data['assignee']} öppnar ärendet.")
        return redirect("followup:received", pk)
    return _page(request, transfer, accepting=form)


@require_POST
def decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say no, with the reason."""
    transfer = _to_decide(request, pk)
    form = DeclineForm(request.POST)
    if form.is_valid() and attempt(
        form, decline_transfer, transfer=transfer, by=request.user, **form.cleaned_data
    ):
        messages.success(request, f"Överlämnandet är avböjt. {transfer.district} ser skälet.")
        return redirect("followup:received", pk)
    return _page(request, transfer, declining=form)


def _to_decide(request: StaffRequest, pk: UUID) -> Transfer:
    transfer = get_incoming(request.user, pk)
    if not may(request.user, Permission.DECIDE, transfer.receiver_id):
        raise PermissionDenied
    return transfer


@require_POST
def open_case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Open the stadsdel's own case from the note."""
    transfer = get_incoming(request.user, pk)
    form = OpenForm(request.POST)
    if form.is_valid() and (
        opened := attempt(
            form,
            open_received,
            transfer=transfer,
            case_id=form.cleaned_data["once"],
            by=request.user,
        )
    ):
        messages.success(request, "Ärendet är öppnat.")
        return redirect("case", opened.transfer.new_case_id)
    return _page(request, transfer, opening=form)


@require_POST
def confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Note that the person has consented anew, so that the documents open."""
    transfer = get_incoming(request.user, pk)
    get_case(request.user, _opened(transfer), Permission.WORK_CASE)
    done = "Medgivandet är bekräftat. Handlingarna kan läsas."
    done_or_told(request, confirm_consent, done, transfer=transfer)
    return redirect("followup:received", pk)


@require_GET
def document(request: StaffRequest, pk: UUID, document_pk: UUID) -> HttpResponse:
    """A copy that was handed over, for those who may read the new case. Each reading is logged."""
    transfer = get_incoming(request.user, pk)
    get_case(request.user, _opened(transfer), Permission.READ_CASE, event="transfer.document_read")
    found = get_object_or_404(TransferDocument.objects.filter(transfer=transfer), pk=document_pk)
    return http.document(bytes(found.content), "plan", how="attachment")


def _opened(transfer: Transfer) -> UUID:
    """The key of the new case. ``Http404`` while there is none."""
    if transfer.new_case_id is None:
        raise Http404
    return transfer.new_case_id
