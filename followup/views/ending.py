"""The attempts to reach the person, and the questions after the end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cases.pages import case_for, may_write
from followup.actions.afterwards import answer_check
from followup.actions.contacts import note_attempt
from followup.forms.discharge import AfterCheckForm, AttemptForm
from followup.models import AfterCheck, ContactAttempt
from followup.rules import attempts_enough
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def contacts(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The attempts to reach the person, oldest first, and a form for the next (R49)."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    new = ContactAttempt(case=case)
    form = AttemptForm(request.POST or None, instance=new, initial={"tried_on": today()})
    if form.is_valid() and attempt(
        form, note_attempt, attempt=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Kontaktförsöket är antecknat.")
        return redirect("followup:contacts", case.pk)
    return render(
        request,
        "followup/contacts.html",
        {
            "case": case,
            "attempts": ContactAttempt.objects.of(case).select_related("tried_by"),
            "lacking": attempts_enough(case),
            "form": form if may_write(request, case, Permission.WORK_CASE) else None,
        },
    )


@require_http_methods(["GET", "POST"])
def after_check(request: StaffRequest, pk: UUID, check_pk: UUID) -> HttpResponse:
    """Note what the person said some months after the end, in the closed case (R46)."""
    case = case_for(request, pk, read=Permission.WORK_CASE, write=Permission.WORK_CASE)
    checks = AfterCheck.objects.of(case).select_related("discharge__reopening")
    check = get_object_or_404(checks, pk=check_pk)
    if check.answer:
        return redirect("followup:overview", case.pk)
    check.case = case
    form = AfterCheckForm(request.POST or None, instance=check, initial={"asked_on": today()})
    if form.is_valid() and attempt(form, answer_check, check=form.instance, by=request.user):
        messages.success(request, "Uppföljningen är antecknad.")
        return redirect("followup:overview", case.pk)
    context = {"case": case, "check": check, "form": form}
    return render(request, "followup/after_check.html", context)
