"""Lämna över: asking another stadsdel, how it answered, and handing the documents over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cases.access import may_in
from cases.models import Case
from cases.pages import case_for, done_or_told, may_write
from followup.actions.handing_over import ask_transfer, hand_over_documents, withdraw_transfer
from followup.documents.handing_over import papers, told_by_plan
from followup.forms.transfers import TransferForm
from followup.models import Transfer, TransferDocument, TransferStatus
from followup.rules import ASKING
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def transfer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The form while nothing is asked; then the question, the answer and what comes next."""
    case = case_for(request, pk, write=Permission.STAFF_CASE)
    form = TransferForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_valid() and (
        asked := attempt(form, ask_transfer, transfer=form.save(commit=False), by=request.user)
    ):
        messages.success(request, f"{asked.receiver} har fått frågan om att ta över ärendet.")
        return redirect("followup:transfer", case.pk)
    return render(request, "followup/transfer.html", _context(request, case, form))


def _context(request: StaffRequest, case: Case, form: TransferForm) -> dict[str, Any]:
    found = Transfer.objects.of(case).select_related(
        "receiver", "agency", "asked_by", "answered_by"
    )
    asked = list(found.prefetch_related("documents"))
    current = next((one for one in asked if one.status in _UNDER_WAY), None)
    may_ask = may_write(request, case, Permission.STAFF_CASE)
    closes = may_write(request, case, Permission.DECIDE)
    return {
        "case": case,
        "current": current,
        "former": [one for one in asked if one is not current],
        "form": form if may_ask and (form.is_bound or not current) else None,
        "checks": [] if current else _checks(case, request.user),
        "may_ask": may_ask,
        "may_hand_over": may_in(request.user, Permission.STAFF_CASE, case),
        "told_by_plan": told_by_plan(case) if current else "",
        "documents": _documents(current) if current else [],
        "close_url": _close_url(case) if closes else "",
    }


_UNDER_WAY = (TransferStatus.ASKED, TransferStatus.ACCEPTED)


def _checks(case: Case, by: User) -> list[dict[str, Any]]:
    """What asking needs, as components/checklist.html draws it."""
    answers = [(rule, rule.ask(case, by)) for rule in ASKING]
    return [
        {
            "met": answer is None,
            "sentence": answer or rule.met,
            "url": reverse(rule.route, args=[case.pk]) if answer else "",
            "note": "",
        }
        for rule, answer in answers
    ]


def _documents(transfer: Transfer) -> list[TransferDocument]:
    """What has been handed over, without its content."""
    return list(TransferDocument.objects.filter(transfer=transfer).defer("content"))


def _close_url(case: Case) -> str:
    """Where the manager closes the case: as a discharge, or before the enrolment by its own gate."""
    return reverse("step", args=[case.pk, "skriv-ut" if case.enrolled_on else "avsluta-overlamnat"])


@require_POST
def withdraw(request: StaffRequest, pk: UUID, transfer_pk: UUID) -> HttpResponse:
    """Take the question back before it is answered."""
    case, asked = _fetched(request, pk, transfer_pk)
    done_or_told(request, withdraw_transfer, "Överlämnandet är återtaget.", transfer=asked)
    return redirect("followup:transfer", case.pk)


@require_POST
def documents(request: StaffRequest, pk: UUID, transfer_pk: UUID) -> HttpResponse:
    """Hand over what there is. A closed case too: its file is still the stadsdel's own."""
    case, asked = _fetched(request, pk, transfer_pk)
    done_or_told(
        request,
        hand_over_documents,
        f"Planen är lämnad till {asked.receiver}.",
        transfer=asked,
        papers=papers(case, viewer=request.user),
    )
    return redirect("followup:transfer", case.pk)


def _fetched(request: StaffRequest, pk: UUID, transfer_pk: UUID) -> tuple[Case, Transfer]:
    case = case_for(request, pk, write=Permission.STAFF_CASE)
    found = Transfer.objects.of(case).select_related("receiver", "agency")
    asked = get_object_or_404(found, pk=transfer_pk)
    asked.case = case
    return case, asked
