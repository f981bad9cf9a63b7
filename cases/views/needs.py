"""Form 3.1: the inventory as a whole, its versions, its picture."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.access import get_case
from cases.actions.needs import correct_inventory, sign_inventory, start_inventory
from cases.documents.needs import inventory_html, inventory_pdf
from cases.models import Case, NeedsInventory
from cases.needs import Told, parts_of, told
from cases.pages import case_for, done_or_told, first_of, may_write
from cases.rules import Gap, inventory_gaps
from cases.views.correcting import correction
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib import pdf


@dataclass(frozen=True)
class PartLine:
    """A part in the list of parts: where it is, and what is left in it."""

    title: str
    url: str
    gap: str
    current: bool = False


def latest_signed(case: Case) -> NeedsInventory | None:
    signed = NeedsInventory.objects.filter(signed_at__isnull=False).order_by("-signed_at")
    related = signed.select_related("signed_by", "corrects")
    return first_of(related.prefetch_related("areas"), case)


def draft_of(case: Case) -> NeedsInventory | None:
    drafts = NeedsInventory.objects.filter(signed_at__isnull=True).order_by("pk")
    return first_of(drafts.select_related("corrects").prefetch_related("areas"), case)


def part_lines(inventory: NeedsInventory, current: str = "") -> list[PartLine]:
    """Every part of the form in order, with the first thing that is left in it."""
    left = {gap.part: gap.sentence for gap in reversed(inventory_gaps(inventory))}
    case = inventory.case
    return [
        PartLine(
            title,
            reverse("cases:needs_part", args=[case.pk, part]),
            left.get(part, ""),
            part == current,
        )
        for part, title in parts_of(inventory).items()
    ]


@require_GET
def needs(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The inventory: the draft in its parts, and what was signed last."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="needs.read")
    draft, signed = draft_of(case), latest_signed(case)
    return render(
        request,
        "cases/needs.html",
        {
            "case": case,
            "draft": draft,
            "lines": part_lines(draft) if draft else [],
            "gaps": [_check(case, gap) for gap in inventory_gaps(draft)] if draft else [],
            "told": told(draft) if draft else None,
            "signed": told(signed) if signed else None,
            "earlier": _earlier(case, signed),
            "may_write": may_write(request, case, Permission.WORK_CASE),
        },
    )


def _check(case: Case, gap: Gap) -> dict[str, object]:
    """A line of "Kan inte skrivas på än", with the part where it is mended."""
    url = reverse("cases:needs_part", args=[case.pk, gap.part])
    return {"met": False, "sentence": gap.sentence, "url": url, "note": ""}


def _earlier(case: Case, signed: NeedsInventory | None) -> list[NeedsInventory]:
    """Signed inventories before the one at hand, latest first."""
    versions = NeedsInventory.objects.of(case).filter(signed_at__isnull=False)
    return list(versions.exclude(pk=signed.pk).order_by("-signed_at")) if signed else []


@require_POST
def start(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request, pk, write=Permission.WORK_CASE, event="needs.read")
    if done_or_told(request, start_inventory, "Inventeringen är påbörjad.", case=case):
        return redirect("cases:needs_part", case.pk, "samtal")
    return redirect("cases:needs", case.pk)


@require_POST
def sign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Sign the draft. What is left is said on the page that follows."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="needs.read")
    if draft := draft_of(case):
        done_or_told(request, sign_inventory, "Inventeringen är påskriven.", inventory=draft)
    else:
        messages.error(request, "Det finns inget utkast att skriva på.")
    return redirect("cases:needs", case.pk)


@require_http_methods(["GET", "POST"])
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Correct what was signed last: a new version with a reason, and the old one stays (R52)."""
    case = case_for(
        request, pk, read=Permission.WORK_CASE, write=Permission.WORK_CASE, event="needs.read"
    )
    signed = latest_signed(case)
    if signed is None:
        return redirect("cases:needs", case.pk)
    act = partial(correct_inventory, inventory=signed)
    what = "behovs- och resursinventeringen (3.1)"
    return correction(request, case, act, what=what, page="cases:needs")


def _version(case: Case, pk: UUID) -> Told:
    """A signed inventory of the case."""
    signed = NeedsInventory.objects.filter(case=case, signed_at__isnull=False)
    found = get_object_or_404(
        signed.select_related("signed_by", "corrects").prefetch_related("areas"), pk=pk
    )
    found.case = case
    return told(found)


@require_GET
def version(request: StaffRequest, pk: UUID, inventory: UUID) -> HttpResponse:
    """One signed version, as it was."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="needs.read")
    signed = _version(case, inventory)
    return render(request, "cases/needs_version.html", {"case": case, "signed": signed})


@require_GET
def paper(request: StaffRequest, pk: UUID, inventory: UUID) -> HttpResponse:
    """One signed version on paper, in plain Swedish: PDF, or without Pango a page to print."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="needs.printed")
    signed = _version(case, inventory)
    try:
        file = inventory_pdf(signed, viewer=request.user)
    except pdf.PangoMissing as missing:
        return HttpResponse(inventory_html(signed, viewer=request.user, notice=str(missing)))
    name = 'inline; filename="inventering.pdf"'
    return HttpResponse(file, "application/pdf", headers={"Content-Disposition": name})
