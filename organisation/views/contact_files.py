"""The contact list and the inventory on paper and as Excel, and a table read in from Excel."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from audit import log
from organisation.actions import import_contacts
from organisation.documents.partners import partner_html, partner_pdf
from organisation.forms.contact_files import TableForm
from organisation.forms.contact_rows import Change, Line, Reading, as_sheet
from organisation.models import District
from organisation.partners import contacts_for, inventory, stadsdelar_with
from organisation.requests import StaffRequest
from organisation.roles import Permission
from organisation.views.resources import asked_for
from sig.lib.dates import today
from sig.lib.http import XLSX, document, download
from sig.lib.pdf import PangoMissing
from sig.lib.sheets import as_xlsx


READ, EDIT = Permission.READ_PARTNERS, Permission.EDIT_PARTNERS
SALT = "organisation.contact_files"
HOUR = 3600  # seconds that a preview can be applied
GONE = "Förhandsgranskningen gäller inte längre. Välj filen igen."


@require_GET
def as_excel(request: StaffRequest) -> HttpResponse:
    """Those on the list, in a table that can be read in again."""
    stadsdelar_with(request.user, READ)
    log.record("contacts.taken_along", by=request.user, detail="xlsx")
    sheet = as_sheet(contacts_for(request.user).listed())
    return download(as_xlsx([sheet]), XLSX, "kontaktlista.xlsx")


@require_GET
def contacts_paper(request: StaffRequest) -> HttpResponse:
    """The list of one stadsdel as PDF."""
    district = asked_for(request, stadsdelar_with(request.user, READ))
    log.record("contacts.taken_along", by=request.user, detail="pdf")
    listed = contacts_for(request.user).within([district.pk]).listed()
    return _paper("contacts", {"district": district, "contacts": listed}, "kontaktlista")


@require_GET
def resources_paper(request: StaffRequest) -> HttpResponse:
    """The inventory of one stadsdel as PDF."""
    district = asked_for(request, stadsdelar_with(request.user, READ))
    context = {"district": district, "areas": inventory(district, today())}
    return _paper("resources", context, "resursinventering")


def _paper(what: str, context: dict[str, Any], name: str) -> HttpResponse:
    try:
        return document(partner_pdf(what, context), name)
    except PangoMissing as missing:
        return HttpResponse(partner_html(what, context, notice=str(missing)))


@require_http_methods(["GET", "POST"])
def read_in(request: StaffRequest) -> HttpResponse:
    """Choose a file, see what each row would do, then let it be done."""
    stadsdelar = stadsdelar_with(request.user, EDIT)
    if "rader" in request.POST:
        return _apply(request, stadsdelar)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = TableForm(data, files, districts=stadsdelar)
    if form.is_valid():
        try:
            return _preview(request, form.district, form.cleaned_data["table"])
        except ValidationError as refusal:
            form.add_error("table", refusal)
    return render(request, "organisation/contacts_import.html", {"form": form, "lines": None})


def _preview(request: StaffRequest, district: District, rows: list[list[str]]) -> HttpResponse:
    lines = Reading(district).lines(rows)
    kept = [district.pk, request.user.pk, rows, _digest(lines)]
    context = {
        "lines": lines,
        "signed": signing.dumps(kept, salt=SALT, compress=True),
        "district": district,
        "right": len(_to_save(lines)),
        "wrong": sum(line.change is Change.WRONG for line in lines),
    }
    return render(request, "organisation/contacts_import.html", context)


def _apply(request: StaffRequest, stadsdelar: list[District]) -> HttpResponse:
    """Do what the preview said. Is the list another by now, the preview is shown anew."""
    try:
        kept = signing.loads(request.POST["rader"], salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        messages.error(request, GONE)
        return redirect("organisation:contacts_import")
    pk, user, rows, digest = kept
    district = next((one for one in stadsdelar if one.pk == pk and user == request.user.pk), None)
    if district is None:
        messages.error(request, GONE)
        return redirect("organisation:contacts_import")
    lines = Reading(district).lines(rows)
    if _digest(lines) != digest:
        messages.error(request, "Listan har ändrats sedan du valde filen. Gå igenom raderna igen.")
        return _preview(request, district, rows)
    contacts = _to_save(lines)
    try:
        with transaction.atomic():
            import_contacts(district=district, contacts=contacts, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("organisation:contacts_import")
    count = len(contacts)
    messages.success(request, f"{count} {'kontakt' if count == 1 else 'kontakter'} är inlästa.")
    return redirect("organisation:contacts")


def _to_save(lines: list[Line]) -> list[Any]:
    return [line.contact for line in lines if line.change in (Change.NEW, Change.CHANGED)]


def _digest(lines: list[Line]) -> str:
    return hashlib.sha256("\n".join(line.digest for line in lines).encode()).hexdigest()
