"""Form 3.1, one part at a time, each saved by itself."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases import drafts
from cases.actions.needs import save_area, save_part, save_rows
from cases.forms.needs import (
    AreaForm,
    ChildrenForm,
    ConfirmationForm,
    PartForm,
    PracticalForm,
    SchoolForm,
    WillForm,
)
from cases.forms.rows import ContactSet, SupportSet, TalkSet
from cases.models import NeedsInventory, NeedsPart
from cases.needs import parts_of
from cases.pages import case_for, first_of
from cases.rows import RowSet
from cases.rules import area_part
from cases.views.needs import draft_of, part_lines
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.forms import attempt, status_of


OF_INVENTORY: dict[str, type[PartForm]] = {
    "vilja": WillForm,
    "praktiskt": PracticalForm,
    "barn": ChildrenForm,
    "skola": SchoolForm,
    "bekraftelse": ConfirmationForm,
}
OF_LINES: dict[str, type[RowSet]] = {
    "samtal": TalkSet,
    "natverk": ContactSet,
    "insatser": SupportSet,
}


@require_http_methods(["GET", "POST"])
def part(request: StaffRequest, pk: UUID, part: str) -> HttpResponse:
    """One part of the draft. Saved, it leads on to the next one."""
    case = case_for(
        request, pk, read=Permission.WORK_CASE, write=Permission.WORK_CASE, event="needs.read"
    )
    inventory = draft_of(case)
    if inventory is None:
        return _no_draft(request, pk)
    parts = parts_of(inventory)
    if part not in parts:
        raise Http404
    sent = request.method == "POST"
    unsaved = drafts.unsaved(case, f"inventering-{part}", request.user, sent=sent)
    form = _form(request, inventory, part, unsaved)
    if form.is_valid() and attempt(form, _save, form=form, inventory=inventory, by=request.user):
        drafts.forget(case=case, name=unsaved.name, by=request.user, sent=request.POST)
        messages.success(request, f"{parts[part]} är sparat.")
        return _onward(request, inventory, part)
    context: dict[str, Any] = {
        "case": case,
        "inventory": inventory,
        "title": parts[part],
        "lines": part_lines(inventory, part),
        "unsaved": unsaved,
        "form": None if part in OF_LINES else form,
        "boxed": part in OF_INVENTORY,
        "rows": form if part in OF_LINES else None,
        "last": part == list(parts)[-1],
    }
    shown = form.forms if isinstance(form, RowSet) else [form]
    return render(request, "cases/needs_part.html", context, status=status_of(form, *shown))


def _no_draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The draft was signed meanwhile, or never begun. What was typed stays with its user."""
    if request.method == "POST":
        messages.error(request, "Inventeringen är redan påskriven. Det du skrev är inte sparat.")
    return redirect("cases:needs", pk)


def _form(
    request: StaffRequest, inventory: NeedsInventory, part: str, unsaved: drafts.Unsaved
) -> Any:
    """The form of a part: of an area, of the inventory's own fields, or of lines."""
    sent = request.POST if request.method == "POST" else None
    if part in OF_LINES:
        return _lines(OF_LINES[part], sent, inventory, unsaved)
    form: forms.BaseForm
    if part in OF_INVENTORY:
        form = _part_form(OF_INVENTORY[part], sent, inventory)
    else:
        area = next(row for row in inventory.areas.all() if area_part(row.area) == part)
        area.case, area.inventory = inventory.case, inventory
        form = AreaForm(sent, instance=area)
    unsaved.fill(form)
    return form


def _part_form(part_form: type[PartForm], sent: Any, inventory: NeedsInventory) -> PartForm:
    saves = NeedsPart.objects.filter(inventory=inventory, kind=part_form.kind)
    part = first_of(saves, inventory.case) or NeedsPart(case=inventory.case, kind=part_form.kind)
    part.inventory = inventory
    return part_form(sent, part=part)


def _lines(
    lines: type[RowSet], sent: Any, inventory: NeedsInventory, unsaved: drafts.Unsaved
) -> RowSet:
    if sent is None and unsaved.typed is not None:
        return lines.of_draft(unsaved.typed, record=inventory)
    return lines(sent, record=inventory)


def _save(*, form: Any, inventory: NeedsInventory, by: User) -> NeedsInventory:
    if isinstance(form, RowSet):
        return save_rows(inventory=inventory, rows=form.filled(), by=by)
    if isinstance(form, AreaForm):
        return save_area(area=form.save(commit=False), by=by)
    return save_part(part=form.part, fields=form.Meta.fields, by=by)


def _onward(request: StaffRequest, inventory: NeedsInventory, part: str) -> HttpResponse:
    """To the next part, to the same one for another line, or from the last to the whole."""
    parts = list(parts_of(inventory))
    following = parts[parts.index(part) + 1 :]
    if "stanna" in request.POST:
        return redirect("cases:needs_part", inventory.case.pk, part)
    if following and "klart" not in request.POST:
        return redirect("cases:needs_part", inventory.case.pk, following[0])
    return redirect("cases:needs", inventory.case.pk)
