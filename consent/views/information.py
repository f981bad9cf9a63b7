"""The information letter (3.0)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.pages import case_for
from consent import actions
from consent.forms.information import InformationForm
from consent.models import Information
from consent.views.fetch import rights
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def information(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Note that the information letter (3.0) was given."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    form = InformationForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        given = form.save(commit=False)
        if attempt(form, actions.give_information, information=given, by=request.user):
            messages.success(request, "Informationen (3.0) är noterad.")
            return redirect("consent:list", case.pk)
    given = Information.objects.of(case).select_related("given_by")
    context = {"case": case, "form": form, "information": given}
    return render(request, "consent/information.html", context | rights(request, case))
