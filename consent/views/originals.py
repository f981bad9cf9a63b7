"""The signed paper of a consent: added, and fetched through the case's door."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from cases.access import get_case
from consent import actions
from consent.forms.originals import OriginalForm
from consent.models import Original
from consent.views.fetch import consents_of
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt


@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """Add the signed paper to its consent."""
    case = get_case(request.user, pk, Permission.WORK_CASE)
    signed = get_object_or_404(consents_of(case), pk=consent)
    signed.case = case
    posted = request.method == "POST"
    form = OriginalForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        paper = form.cleaned_data["paper"]
        if attempt(form, actions.add_original, consent=signed, paper=paper, by=request.user):
            messages.success(request, "Originalet är sparat.")
            return redirect("consent:list", case.pk)
    context = {"case": case, "consent": signed, "form": form}
    return render(request, "consent/original.html", context)


@require_GET
def original(request: StaffRequest, pk: UUID, original: UUID) -> HttpResponse:
    """The file itself, to be saved and not shown: it came from outside."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="consent.original_read")
    found = get_object_or_404(Original.objects.of(case), pk=original)
    return HttpResponse(
        bytes(found.content),
        content_type=found.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{found.file_name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
