"""Användare: the administrator's list of accounts, and the page of one with its roles."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from organisation.access import require_administrator
from organisation.actions import (
    add_user,
    close_account,
    describe_user,
    give_role,
    invite,
    open_account,
)
from organisation.forms import NewUserForm, RoleForm, ShownForm, UserForm
from organisation.models import Appointment, District, User
from organisation.requests import StaffRequest
from organisation.rules.appointments import cannot_approve, cannot_close, cannot_end, cannot_invite
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of
from sig.lib.rules import Refused
from sig.lib.text import SwedishOrder


SHOWN = 300
SUBJECT = "Välj lösenord till SIG"
BODY = "Du har ett konto i SIG. Välj ett lösenord på den här adressen inom tre dagar:\n\n"


def posted(request: StaffRequest, button: str) -> Any:
    """What was sent with the button of this name: a page may have several forms."""
    return request.POST if request.method == "POST" and button in request.POST else None


@require_http_methods(["GET", "POST"])
def users(request: StaffRequest) -> HttpResponse:
    """Everybody with an account, or those of one stadsdel; and a new account."""
    require_administrator(request.user)
    form = NewUserForm(posted(request, "add"))
    if form.is_valid() and (
        made := attempt(form, add_user, user=form.save(commit=False), by=request.user)
    ):
        messages.success(request, f"{made.user} har ett konto. Ge en roll, och sedan en länk.")
        return redirect("organisation:user", made.user.pk)
    shown = ShownForm(request.GET)
    chosen = shown.cleaned_data["stadsdel"] if shown.is_valid() else None
    found = list(_listed(chosen)[: SHOWN + 1])
    context = {
        "form": form,
        "shown": shown,
        "found": found[:SHOWN],
        "more": len(found) > SHOWN,
        "limit": SHOWN,
    }
    return render(request, "organisation/users.html", context)


def _listed(district: District | None) -> QuerySet[User]:
    held = Appointment.objects.not_over(today()).select_related("role_group__district")
    found = User.objects.prefetch_related(
        Prefetch("appointments", held.order_by("valid_from", "pk"), to_attr="held")
    )
    if district:
        here = held.filter(role_group__district=district)
        found = found.filter(pk__in=here.values("user"))
    return found.order_by("-is_active", SwedishOrder("last_name"), SwedishOrder("first_name"), "pk")


@require_http_methods(["GET", "POST"])
def user(request: StaffRequest, pk: int) -> HttpResponse:
    """One account: its roles now, later and before; a new role; name, title and address."""
    require_administrator(request.user)
    found = get_object_or_404(User, pk=pk)
    role = RoleForm(posted(request, "give"), prefix="role")
    role.instance.user = found
    details = UserForm(posted(request, "save"), instance=User.objects.get(pk=pk))
    if _given(request, role) or _described(request, details):
        return redirect("organisation:user", pk)
    context = _of(request, found, role, details)
    return render(request, "organisation/user.html", context, status=status_of(details))


def _given(request: StaffRequest, form: RoleForm) -> bool:
    if not form.is_valid():
        return False
    where = {name: form.cleaned_data[name] for name in ("role", "district")}
    given = attempt(form, give_role, appointment=form.save(commit=False), by=request.user, **where)
    if given:
        messages.success(request, "Rollen är given. Den gäller när någon annan har godkänt den.")
    return given is not None


def _described(request: StaffRequest, form: UserForm) -> bool:
    if not form.is_valid():
        return False
    saved = attempt(form, describe_user, user=form.save(commit=False), by=request.user)
    if saved:
        messages.success(request, "Uppgifterna är sparade.")
    return saved is not None


def _of(request: StaffRequest, found: User, role: RoleForm, details: UserForm) -> dict[str, Any]:
    every = Appointment.objects.filter(user=found).select_related(
        "user", "role_group__district", "given_by", "approved_by", "ended_by"
    )
    current = every.not_over(today())
    by = request.user
    return {
        "found": found,
        "role": role,
        "details": details,
        "current": [(row, not cannot_approve(row, by), not cannot_end(row, by)) for row in current],
        "former": every.exclude(pk__in=current.values("pk")),
        "day": today(),
        "may_close": not cannot_close(found, by),
        "mails": _mails_to(found),
        "no_link": cannot_invite(found, mails=_mails_to(found)),
    }


ACTS = {"stang": (close_account, "Kontot är stängt."), "oppna": (open_account, "Kontot är öppet.")}


@require_POST
def account(request: StaffRequest, pk: int, act: str) -> HttpResponse:
    """Close the account, open it again, or give its user a way to choose a password."""
    require_administrator(request.user)
    found = get_object_or_404(User, pk=pk)
    if act == "losenord":
        return _invited(request, found)
    if act not in ACTS:
        raise Http404
    change, said = ACTS[act]
    try:
        change(user=found, by=request.user)
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("organisation:user", pk)


def _invited(request: StaffRequest, found: User) -> HttpResponse:
    """By mail to the user alone; where no mail is sent, shown once to be handed over."""
    try:
        invitation = invite(user=found, mails=_mails_to(found), by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("organisation:user", found.pk)
    if _mails_to(found):
        _mail(request, found, invitation.address)
        return redirect("organisation:user", found.pk)
    context = {"found": found, "address": invitation.address}
    return render(request, "organisation/invitation.html", context)


def _mails_to(found: User) -> bool:
    return bool(settings.EMAIL_HOST and found.email)


def _mail(request: StaffRequest, found: User, address: str) -> None:
    try:
        send_mail(SUBJECT, BODY + address, None, [found.email])
    except (SMTPException, OSError):
        messages.error(request, "Länken gick inte att skicka. Försök igen om en stund.")
    else:
        messages.success(request, f"Länken är skickad till {found.email}.")
