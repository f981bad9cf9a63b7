"""The information letter (3.0)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access import get_case
from cases.pages import case_for
from consent import actions
from consent.documents import letter_html, letter_pdf
from consent.forms.information import InformationForm
from consent.models import Information
from consent.views.fetch import rights
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt
from sig.lib.pdf import PangoMissing


@require_GET
def letter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The information letter (3.0) to hand over, as PDF. It names nobody."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="information.printed")
    try:
        data = letter_pdf(case)
    except PangoMissing as missing:
        return HttpResponse(letter_html(case, notice=str(missing)))
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="information.pdf"'},
    )


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
