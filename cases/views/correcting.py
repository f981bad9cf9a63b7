"""The page where a signed form is opened for correction, the same for 3.1 and 3.3 (R52)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cases.forms.needs import CorrectionForm
from cases.models import Case
from organisation.requests import StaffRequest
from sig.lib.forms import attempt


def correction(
    request: StaffRequest, case: Case, act: Callable[..., Any], *, what: str, page: str
) -> HttpResponse:
    """Ask for the reason, run ``act`` with it and go on to ``page``. ``what`` names the form."""
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, act, by=request.user, **form.cleaned_data):
        messages.success(request, "Rättelsen är öppen. Ändra det som är fel och skriv på.")
        return redirect(page, case.pk)
    context = {"case": case, "form": form, "what": what, "back": reverse(page, args=[case.pk])}
    return render(request, "cases/correct.html", context)
