"""Form 3.1 as it is told: its parts in order, and all that one version says."""

from dataclasses import dataclass

from cases.models import NeedsArea, NeedsContact, NeedsInventory, NeedsSupport, NeedsTalk
from cases.rules import area_part
from organisation.models import ListItem, ListKind


YOUTH = "unga"
BEFORE_AREAS = {"samtal": "Samtalen"}
AFTER_AREAS = {
    "vilja": "Vilja till förändring",
    "natverk": "Resurspersoner",
    "praktiskt": "Praktiska behov",
    "insatser": "Pågående insatser",
    "barn": "Barn",
}
OF_YOUTH = {"skola": "Skola och vårdnadshavare"}
LAST = {"bekraftelse": "Personens bekräftelse"}


def parts_of(inventory: NeedsInventory) -> dict[str, str]:
    """The parts of the form, by the word in their address, in the order that they are filled in."""
    areas = {area_part(area.area): area.label for area in inventory.areas.all()}
    youth = OF_YOUTH if inventory.case.programme.code == YOUTH else {}
    return BEFORE_AREAS | areas | AFTER_AREAS | youth | LAST


@dataclass(frozen=True)
class Told:
    """An inventory with its lines, as it is read and printed."""

    inventory: NeedsInventory
    areas: list[NeedsArea]
    talks: list[NeedsTalk]
    contacts: list[NeedsContact]
    supports: list[NeedsSupport]
    practical: list[str]
    is_youth: bool


def told(inventory: NeedsInventory) -> Told:
    """Everything that a version says. Codes are read with the words of the day it was begun."""
    case = inventory.case
    lines = ListItem.objects.of(ListKind.PRACTICAL).in_force(inventory.begun_on)
    return Told(
        inventory=inventory,
        areas=list(inventory.areas.all()),
        talks=list(NeedsTalk.objects.of(case).kept().filter(inventory=inventory)),
        contacts=list(NeedsContact.objects.of(case).kept().filter(inventory=inventory)),
        supports=list(NeedsSupport.objects.of(case).kept().filter(inventory=inventory)),
        practical=[line.label for line in lines if line.code in inventory.practical],
        is_youth=case.programme.code == YOUTH,
    )
