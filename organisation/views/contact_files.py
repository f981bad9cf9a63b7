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
from sig.lib.workbooks import PlainRow, Row


READ, EDIT = Permission.READ_PARTNERS, Permission.EDIT_PARTNERS
SALT = "organisation.contact_files"
HOUR = 3600  # seconds that a preview can be applied
WRONG_HEADS = (
    "Rubrikerna är inte listans, så raderna gick inte att läsa. Allt att rätta står nedan."
)
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
    faulty: list[Row] = []
    if form.is_valid():
        reading = Reading(form.chosen_district, form.cleaned_data["table"])
        if not reading.head.faults:
            return _preview(request, reading)
        form.add_error("table", WRONG_HEADS)
        faulty = [reading.head, *reading.lines()]
    context = {"form": form, "lines": None, "faulty": [row for row in faulty if row.faults]}
    return render(request, "organisation/contacts_import.html", context)


def _preview(request: StaffRequest, reading: Reading) -> HttpResponse:
    """What each row would do. Those that can be written are kept in the page, signed."""
    lines = reading.lines()
    to_save = _to_save(lines)
    rows = [(row.number, row.texts) for row in (reading.head, *to_save)]
    kept = [reading.district.pk, request.user.pk, rows, _digest(to_save)]
    context = {
        "lines": [line for line in lines if line.change is not Change.WRONG],
        "faulty": [line for line in lines if line.change is Change.WRONG],
        "signed": signing.dumps(kept, salt=SALT, compress=True),
        "district": reading.district,
        "total": len(lines),
        "right": len(to_save),
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
    kept_rows = [PlainRow(number, texts) for number, texts in rows]
    lines = Reading(district, kept_rows).lines()
    if _digest(lines) != digest:
        messages.error(request, "Listan har ändrats sedan du valde filen. Gå igenom raderna igen.")
        return _preview(request, Reading(district, kept_rows))
    contacts = [line.contact for line in lines if line.contact]
    try:
        with transaction.atomic():
            import_contacts(district=district, contacts=contacts, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("organisation:contacts_import")
    count = len(contacts)
    messages.success(request, f"{count} {'kontakt' if count == 1 else 'kontakter'} är inlästa.")
    return redirect("organisation:contacts")


def _to_save(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.change in (Change.NEW, Change.CHANGED)]


def _digest(lines: list[Line]) -> str:
    return hashlib.sha256("\n".join(line.digest for line in lines).encode()).hexdigest()
