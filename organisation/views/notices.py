"""Aviseringar: one's own mail."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from organisation.actions import choose_mail
from organisation.forms import MailForm
from organisation.models import User
from organisation.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def notices(request: StaffRequest) -> HttpResponse:
    """Whether, and how often, the user is told by mail that there is something new to do."""
    user = User.objects.get(pk=request.user.pk)
    form = MailForm(request.POST if request.method == "POST" else None, instance=user)
    if form.is_valid():
        choose_mail(choice=form.cleaned_data["mail_choice"], by=request.user)
        messages.success(request, "Valet är sparat.")
        return redirect("organisation:notices")
    context = {"form": form, "address": user.email, "sends": bool(settings.EMAIL_HOST)}
    return render(request, "organisation/notices.html", context)
