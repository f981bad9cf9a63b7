"""Kontaktlistan (bilaga 1): who to turn to at each partner, and who has checked it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from organisation.access import districts_with
from organisation.actions import check_contact, end_agency, restore_agency, save_contact
from organisation.forms import ContactForm, ListFilter
from organisation.models import Agency, Contact
from organisation.models.contacts import ContactQuerySet
from organisation.partners import (
    agreements_by_agency,
    areas_in_force,
    contacts_for,
    get_contact,
    narrowed,
    stadsdelar_with,
)
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt, status_of


READ, EDIT = Permission.READ_PARTNERS, Permission.EDIT_PARTNERS
# What else than the list the page shows, ?visa=…
UNCHECKED, ENDED = "okontrollerade", "borttagna"


@require_http_methods(["GET", "POST"])
def contacts(request: StaffRequest) -> HttpResponse:
    """The list, narrowed by what is searched for. It posts, so that no name stands in the address."""
    stadsdelar = stadsdelar_with(request.user, READ)
    shown, areas = request.GET.get("visa", ""), areas_in_force()
    form = ListFilter(request.POST if request.method == "POST" else {}, areas=areas)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = narrowed(_chosen(contacts_for(request.user), shown), wanted)
    edited = districts_with(request.user, EDIT)
    day = today()
    signed = agreements_by_agency(districts_with(request.user, READ), day)
    context = {
        "rows": [
            (one, one.is_unchecked(day), _in_words(one, areas), signed.get(one.agency_id))
            for one in rows
        ],
        "form": form,
        "searched": any(wanted.values()),
        "shown": shown,
        "unchecked": contacts_for(request.user).unchecked(day).count(),
        "several": len(stadsdelar) > 1,
        "edited": edited,
        "organisations": _organisations(request, ended=shown == ENDED),
    }
    return render(request, "organisation/contacts.html", context)


def _chosen(contacts: ContactQuerySet, shown: str) -> ContactQuerySet:
    if shown == UNCHECKED:
        return contacts.unchecked(today()).order_by("checked_on", "name", "pk")
    if shown == ENDED:
        return contacts.exclude(active=True, agency__active=True)
    return contacts.listed()


def _in_words(contact: Contact, areas: dict[str, str]) -> str:
    return ", ".join(areas[code] for code in contact.areas if code in areas)


def _organisations(request: StaffRequest, *, ended: bool) -> list[Agency]:
    """Those that have been ended, or those without a contact; the city's own stadsdelar need none."""
    here = Agency.objects.within(districts_with(request.user, READ)).select_related("district")
    if ended:
        return list(here.filter(active=False))
    somebody = Contact.objects.listed().filter(agency=OuterRef("pk"))
    return list(here.filter(~Exists(somebody), active=True, stands_for__isnull=True))


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Put a contact on the list, and its organisation when that is new."""
    return _write(request, Contact(), initial={"organisation": _begun(request)})


def _begun(request: StaffRequest) -> str:
    """The name of the organisation that the page was opened for, ?organisation=17."""
    pk = request.GET.get("organisation", "")
    here = Agency.objects.within(districts_with(request.user, EDIT))
    return str(here.filter(pk=int(pk)).first() or "") if pk.isdecimal() and len(pk) < 10 else ""


@require_http_methods(["GET", "POST"])
def contact(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A contact: written in by who keeps the list, read by the others."""
    found = get_contact(request.user, pk)
    if found.district_id in districts_with(request.user, EDIT):
        return _write(request, found)
    if request.method == "POST":
        get_contact(request.user, pk, EDIT)
    context = {**_about(found), "areas": _in_words(found, areas_in_force())}
    return render(request, "organisation/contact_read.html", context)


def _about(contact: Contact) -> dict[str, Any]:
    return {"contact": contact, "is_unchecked": contact.is_unchecked(today())}


def _write(request: StaffRequest, contact: Contact, **kwargs: Any) -> HttpResponse:
    is_new = contact._state.adding
    stadsdelar = stadsdelar_with(request.user, EDIT)
    mine = stadsdelar if is_new else [one for one in stadsdelar if one.pk == contact.district_id]
    form = ContactForm(request.POST or None, instance=contact, districts=mine, **kwargs)
    if form.is_valid() and (
        saved := attempt(form, save_contact, contact=form.save(commit=False), by=request.user)
    ):
        messages.success(request, f"{saved.name} är sparad.")
        return redirect("organisation:contacts")
    about = {} if is_new else _about(get_contact(request.user, contact.pk))
    context = {"form": form, "is_new": is_new, **about}
    return render(request, "organisation/contact.html", context, status=status_of(form))


@require_POST
def check(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Kontrollerad i dag: one press, and back to where one was."""
    contact = check_contact(contact=get_contact(request.user, pk, EDIT), by=request.user)
    messages.success(request, f"{contact.name} är kontrollerad i dag.")
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect("organisation:contacts")


@require_POST
def agency(request: StaffRequest, pk: int) -> HttpResponse:
    """End an organisation, or take it back: what is on the list goes, what has gone comes back."""
    here = Agency.objects.within(districts_with(request.user, EDIT)).select_related("district")
    found = get_object_or_404(here, pk=pk)
    if request.POST.get("gor") == "ta-tillbaka":
        restore_agency(agency=found, by=request.user)
        messages.success(request, f"{found} står på kontaktlistan igen.")
    else:
        end_agency(agency=found, by=request.user)
        messages.success(request, f"{found} är borttagen från kontaktlistan.")
    return redirect("organisation:contacts")
