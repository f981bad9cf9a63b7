"""Step 1: the referral, and for a child what the law asks for with it (R29)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions import children
from cases.actions.records import save_referral
from cases.deadlines import deadlines, inquiry_ends
from cases.forms.children import ExtensionForm, PreliminaryForm, ProtectionForm
from cases.forms.opening import ReferralForm
from cases.models import (
    Case,
    InquiryExtension,
    PreliminaryAssessment,
    ProtectionAssessment,
    Referral,
)
from cases.pages import case_for, first_of, may_write
from cases.rules import came_as_child
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def referral(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Aktualisering: read by all on the case, mended by those who work in it."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="referral.read")
    record = _referral(case)
    form = ReferralForm(request.POST if request.method == "POST" else None, instance=record)
    if form.is_valid() and attempt(
        form, save_referral, referral=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Aktualiseringen är sparad.")
        return redirect("cases:investigation", case.pk)
    return _page(request, case, form=form, referral=record)


@require_POST
def protection(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Register the protection assessment."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="referral.read")
    form = ProtectionForm(request.POST, instance=ProtectionAssessment(case=case))
    if form.is_valid() and attempt(
        form,
        children.assess_protection,
        assessment=form.save(commit=False),
        by=request.user,
    ):
        messages.success(request, "Skyddsbedömningen är registrerad.")
        return redirect("cases:referral", case.pk)
    return _page(request, case, protection_form=form)


@require_POST
def preliminary(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Register whether an inquiry is opened."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="referral.read")
    form = PreliminaryForm(request.POST, instance=PreliminaryAssessment(case=case))
    if form.is_valid() and attempt(
        form,
        children.assess_preliminary,
        assessment=form.save(commit=False),
        by=request.user,
    ):
        messages.success(request, "Förhandsbedömningen är registrerad.")
        return redirect("cases:referral", case.pk)
    return _page(request, case, preliminary_form=form)


@require_POST
def extension(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The manager's later last day for the inquiry."""
    case = case_for(request, pk, write=Permission.DECIDE, event="referral.read")
    form = ExtensionForm(request.POST, instance=InquiryExtension(case=case))
    if form.is_valid() and attempt(
        form, children.extend_inquiry, extension=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Tiden för utredningen är förlängd.")
        return redirect("cases:referral", case.pk)
    return _page(request, case, extension_form=form)


def _referral(case: Case) -> Referral:
    return first_of(Referral.objects.all(), case) or Referral(case=case)


def _page(request: StaffRequest, case: Case, **forms: Any) -> HttpResponse:
    """The page, with the form that was just refused in place of a new one."""
    works = may_write(request, case, Permission.WORK_CASE)
    record = forms.pop("referral", None) or _referral(case)
    context = {
        "case": case,
        "form": ReferralForm(instance=record),
        "referral": record,
        "is_child": came_as_child(case),
        "may_write": works,
        **_child(request, case, works),
    }
    return render(request, "cases/referral.html", context | forms)


def _child(request: StaffRequest, case: Case, works: bool) -> dict[str, Any]:
    """What is registered of a child's assessments, and a form for what is missing."""
    made = ProtectionAssessment.objects.of(case).latest_first()
    decided = PreliminaryAssessment.objects.of(case).latest_first().first()
    protections = list(made.select_related("registered_by"))
    extends = may_write(request, case, Permission.DECIDE) and inquiry_ends(case)
    extensions = InquiryExtension.objects.of(case).latest_first()
    mine = {"made_on": today(), "made_by": request.user.shown_name}
    decision = {"decided_on": today(), "decided_by": request.user.shown_name}
    return {
        "deadlines": deadlines(case, today()),
        "protections": protections,
        "preliminary": decided,
        "extensions": extensions.select_related("registered_by"),
        "protection_form": ProtectionForm(initial=mine) if works and not protections else None,
        "preliminary_form": PreliminaryForm(initial=decision) if works and not decided else None,
        "extension_form": ExtensionForm() if extends else None,
    }
