"""Form 3.1: the needs and resource inventory."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions.records import save_inventory, sign_inventory, start_inventory
from cases.forms.needs import InventoryForm, anchor
from cases.models import Area, Case, NeedsArea, NeedsInventory
from cases.pages import case_for, done_or_told, first_of, may_write
from cases.rules import gaps_by_area
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt
from sig.lib.rules import Blocker, Refused


@dataclass(frozen=True)
class Bars:
    """One area in the picture of the nine."""

    label: str
    need: int | None
    motivation: int | None


def bars(inventory: NeedsInventory | None) -> list[Bars]:
    """The areas in the form's order, as components/area_bars.html draws them."""
    return [
        Bars(area.get_area_display(), area.need, area.motivation) for area in _in_order(inventory)
    ]


def latest_signed(case: Case) -> NeedsInventory | None:
    signed = NeedsInventory.objects.filter(signed_at__isnull=False).order_by("-signed_at")
    return first_of(signed.select_related("signed_by").prefetch_related("areas"), case)


def draft_of(case: Case) -> NeedsInventory | None:
    drafts = NeedsInventory.objects.filter(signed_at__isnull=True).order_by("pk")
    return first_of(drafts.prefetch_related("areas"), case)


@require_http_methods(["GET", "POST"])
def needs(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The inventory: a draft to fill in, or what was signed."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="needs.read")
    if request.method != "POST":
        return _page(request, case, draft_of(case))
    form, saved = _save(request, case)
    if saved is None:
        return _page(request, case, draft_of(case), form)
    messages.success(request, "Inventeringen är sparad som utkast.")
    return redirect("cases:needs", case.pk)


@require_POST
def sign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Sign the inventory, after saving what stands in the form that the button sits in."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="needs.read")
    if "once" in request.POST:
        form, saved = _save(request, case)
        if saved is None:
            return _page(request, case, draft_of(case), form)
    if draft := draft_of(case):
        done_or_told(request, sign_inventory, "Inventeringen är påskriven.", inventory=draft)
    else:
        messages.error(request, "Det finns inget utkast att skriva på.")
    return redirect("cases:needs", case.pk)


def _save(request: StaffRequest, case: Case) -> tuple[InventoryForm, NeedsInventory | None]:
    """Save what the form says. None when it was refused; the form then says why."""
    draft = draft_of(case)
    form = _form(case, draft, request)
    if not form.is_valid():
        return form, None
    return form, attempt(form, _write, filled=form, case=case, by=request.user)


def _write(*, filled: InventoryForm, case: Case, by: User) -> NeedsInventory:
    """Start the inventory when it is new, and fill it in.

    The form carries the key of the inventory that it was shown for. When that one has been signed,
    or a colleague has begun another, nothing is written over.
    """
    key, typed = filled.cleaned_data["once"], filled.instance
    if NeedsInventory.objects.of(case).filter(pk=key, signed_at__isnull=False).exists():
        sentence = "Inventeringen är redan påskriven och kan inte ändras. Börja på en ny."
        raise Refused(Blocker(sentence, "R51", "cases:needs"))
    inventory = start_inventory(case=case, by=by, id=key, talked_on=typed.talked_on)
    if inventory.pk != key:
        sentence = (
            "En inventering är redan påbörjad. Öppna sidan i en ny flik och för över det du skrev."
        )
        raise Refused(Blocker(sentence, "R20", "cases:needs"))
    for name in ("talked_on", "motivation", "motivation_words"):
        setattr(inventory, name, getattr(typed, name))
    return save_inventory(inventory=inventory, areas=filled.write_areas(inventory), by=by)


def _form(case: Case, draft: NeedsInventory | None, request: StaffRequest) -> InventoryForm:
    return InventoryForm(
        request.POST if request.method == "POST" else None,
        instance=draft or NeedsInventory(case=case),
        areas=_in_order(draft) or [NeedsArea(area=area) for area in Area],
    )


def _in_order(inventory: NeedsInventory | None) -> list[NeedsArea]:
    if inventory is None:
        return []
    rows = {row.area: row for row in inventory.areas.all()}
    return [rows[area] for area in Area if area in rows]


def _page(
    request: StaffRequest,
    case: Case,
    draft: NeedsInventory | None,
    form: InventoryForm | None = None,
) -> HttpResponse:
    signed = latest_signed(case)
    wanted = form is not None or draft is not None or signed is None or "ny" in request.GET
    writing = wanted and may_write(request, case, Permission.WORK_CASE)
    gaps = gaps_by_area(draft) if draft else []
    return render(
        request,
        "cases/needs.html",
        {
            "case": case,
            "draft": draft,
            "form": (form or _form(case, draft, request)) if writing else None,
            "gaps": [
                {
                    "met": False,
                    "sentence": sentence,
                    "url": f"#{anchor(area) if area else 'samtalet'}",
                    "note": "",
                }
                for area, sentence in gaps
            ],
            "signed": signed,
            "areas": _in_order(signed or (None if writing else draft)),
            "bars": bars(signed),
            "may_write": may_write(request, case, Permission.WORK_CASE),
        },
    )
