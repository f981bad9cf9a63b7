"""Form 3.1: begun, saved part by part, signed, and corrected by a new version."""

from collections.abc import Collection, Iterable

from audit.log import audited
from cases.access import lock_case
from cases.models import (
    Case,
    NeedsArea,
    NeedsContact,
    NeedsInventory,
    NeedsPart,
    NeedsSupport,
    NeedsTalk,
    Row,
)
from cases.rules import case_is_open, inventory_gaps
from cases.signing import copied, copy_rows, put_signature, refuse_when_signed
from organisation.models import ListItem, ListKind, User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


NAME = "Behovs- och resursinventeringen"
PAGE = "cases:needs"
ROWS: tuple[type[Row], ...] = (NeedsTalk, NeedsContact, NeedsSupport)


def open_draft(case: Case) -> NeedsInventory | None:
    return NeedsInventory.objects.of(case).filter(signed_at__isnull=True).first()


@audited("needs.started")
def start_inventory(*, case: Case, by: User) -> NeedsInventory:
    """A new draft of form 3.1 with the areas in force, or the draft that is already open."""
    require(case, by, case_is_open)
    lock_case(case)
    if draft := open_draft(case):
        return draft
    inventory = NeedsInventory(case=case, begun_on=today())
    inventory.insert()
    for item in ListItem.objects.of(ListKind.AREA).in_force(inventory.begun_on):
        NeedsArea.objects.create(
            case=case,
            inventory=inventory,
            area=item.code,
            label=item.label,
            position=item.position,
        )
    return inventory


@audited("needs.saved")
def save_part(*, part: NeedsPart, fields: Collection[str], by: User) -> NeedsInventory:
    """Save ``fields`` of the inventory, which are a part of its form.

    Raises ``Stale`` when a colleague has saved the same part meanwhile.
    """
    inventory = part.inventory
    _require_draft(inventory, by)
    part.save_version(by=by)
    inventory.save(update_fields=fields)
    return inventory


@audited("needs.saved")
def save_area(*, area: NeedsArea, by: User) -> NeedsInventory:
    """Save one area. Raises ``Stale`` when a colleague has saved it meanwhile."""
    _require_draft(area.inventory, by)
    area.save_version(by=by)
    return area.inventory


@audited("needs.saved")
def save_rows(*, inventory: NeedsInventory, rows: Iterable[Row], by: User) -> NeedsInventory:
    """Save the talks, or another list of the inventory, row by row."""
    _require_draft(inventory, by)
    for row in rows:
        row.save_version(by=by)
    return inventory


@audited("needs.signed")
def sign_inventory(*, inventory: NeedsInventory, by: User) -> NeedsInventory:
    """Sign form 3.1. Raises ``Refused`` with everything that is left."""
    _require_draft(inventory, by)
    if gaps := inventory_gaps(inventory):
        raise Refused(*(Blocker(gap.sentence, "R20", PAGE) for gap in gaps))
    put_signature(inventory, by)
    return inventory


@audited("needs.corrected")
def correct_inventory(*, inventory: NeedsInventory, reason: str, by: User) -> NeedsInventory:
    """A draft that says what the signed one says, to be mended and signed. The old one stays (R52)."""
    require(inventory.case, by, case_is_open)
    lock_case(inventory.case)
    if open_draft(inventory.case):
        raise Refused(Blocker("Ett utkast är redan öppet. Skriv på det först.", "R52", PAGE))
    new = copied(inventory, corrects=inventory, correction_reason=reason)
    new.insert()
    copy_rows(inventory.areas.all(), by=by, case=new.case, inventory=new)
    for model in ROWS:
        kept = model.objects.of(new.case).kept().filter(**{"inventory": inventory})
        copy_rows(kept, by=by, case=new.case, inventory=new)
    return new


def _require_draft(inventory: NeedsInventory, by: User) -> None:
    require(inventory.case, by, case_is_open)
    refuse_when_signed(inventory, NAME, PAGE)
