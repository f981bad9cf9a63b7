"""The contact list as a table: what goes out to Excel, and what a table from there would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.core.exceptions import ValidationError

from organisation.forms.contacts import KINDS, ContactFields
from organisation.models import Agency, Contact, District
from organisation.partners import areas_in_force
from sig.lib import personnummer
from sig.lib.dates import swedish
from sig.lib.sheets import Sheet


# Head of the column and the field that it is read into; empty for what is written only.
COLUMNS = {
    "Organisation": "organisation",
    "Slag": "kind",
    "Nivå": "level",
    "Namn": "name",
    "Funktion": "function",
    "Telefon": "phone",
    "E-post": "email",
    "Besöksadress": "address",
    "Kan bidra inom": "areas",
    "Kan bidra med": "contribution",
    "Ersättare": "",
    "Senast kontrollerad": "",
}
REQUIRED = ("Organisation", "Nivå", "Namn", "Funktion")


class Change(Enum):
    """What a row of the file means to the list, with the tag's tone."""

    NEW = ("Ny", "ok")
    CHANGED = ("Ändras", "soon")
    SAME = ("Oförändrad", "plain")
    WRONG = ("Fel", "late")

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def tone(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Line:
    """A row of the file: its number there, what it would do, and why it can't or what changes."""

    number: int
    name: str
    organisation: str
    change: Change
    sentences: tuple[str, ...]
    contact: Contact | None

    @property
    def digest(self) -> str:
        return f"{self.number} {self.change.name} {' '.join(self.sentences)}"


def as_sheet(contacts: Iterable[Contact]) -> Sheet:
    """The list as a table that can be read in again."""
    areas = areas_in_force()
    rows = [
        [
            str(one.agency),
            one.agency.get_kind_display(),
            one.get_level_display(),
            *(one.name, one.function, one.phone, one.email, one.address),
            ", ".join(areas[code] for code in one.areas if code in areas),
            one.contribution,
            one.deputy.name if one.deputy else "",
            swedish(one.checked_on, year=True),
        ]
        for one in contacts
    ]
    return Sheet("Kontaktlista", list(COLUMNS), rows)


class Reading:
    """A table read against the list of one stadsdel. Nothing is written."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.areas = areas_in_force()
        self.agencies = {
            str(one).casefold(): one for one in Agency.objects.filter(district=district)
        }
        known = Contact.objects.within([district.pk]).select_related("agency", "district")
        self.known = {_key(str(one.agency), one.name): one for one in known}
        self.seen: set[tuple[str, str]] = set()

    def lines(self, rows: list[list[str]]) -> list[Line]:
        """What each row would do. Raises ``ValidationError`` when the heads aren't those of the list."""
        heads = _heads(rows[0] if rows else [])
        found = []
        for number, row in enumerate(rows[1:], start=2):
            cells = dict(zip(heads, row, strict=False))
            if any(cells.values()):
                found.append(self._line(number, cells))
        return found

    def _line(self, number: int, cells: Mapping[str, str]) -> Line:
        organisation, name = cells["organisation"], cells["name"]
        key = _key(organisation, name)
        kept = self.known.get(key)
        wrong = self._wrong(cells, key, kept)
        contact = kept or Contact(district=self.district)
        form = ContactFields(self._data(cells, kept), instance=contact, areas=self._choices())
        wrong += [str(error) for errors in form.errors.values() for error in errors]
        self.seen.add(key)
        if wrong:
            return Line(number, name, organisation, Change.WRONG, tuple(wrong), None)
        if kept is None:
            contact.agency = self._agency(organisation, cells)
            return Line(number, name, organisation, Change.NEW, (), contact)
        changed = tuple(str(form.fields[field].label) for field in form.changed_data)
        change = Change.CHANGED if changed else Change.SAME
        return Line(number, kept.name, organisation, change, changed, contact)

    def _wrong(
        self, cells: Mapping[str, str], key: tuple[str, str], kept: Contact | None
    ) -> list[str]:
        """What is wrong with the row as a whole."""
        said = []
        organisation, kind = cells["organisation"], cells.get("kind", "")
        agency = self.agencies.get(organisation.casefold())
        if not organisation or len(organisation) > 120:
            said.append("Skriv organisationens namn, högst 120 tecken.")
        elif agency is None and kind not in {label for _, label in KINDS}:
            said.append("Slaget finns inte. Organisationen är ny på listan och behöver ett.")
        elif agency and kind and kind != agency.get_kind_display():
            said.append(f"{agency} står på listan som {agency.get_kind_display()}.")
        if agency and not agency.active or kept and not kept.active:
            said.append("Den är borttagen från listan. Ta tillbaka den där först.")
        if key in self.seen:
            said.append("Samma namn och organisation står tidigare i filen.")
        if personnummer.may_stand_in(organisation):
            said.append("Det här ser ut som ett personnummer. Skriv utan nummer.")
        unknown = [area for area in _split(cells.get("areas", "")) if area not in self._labels()]
        return [*said, *(f"Livsområdet {area} finns inte." for area in unknown)]

    def _data(self, cells: Mapping[str, str], kept: Contact | None) -> dict[str, object]:
        """The row as its form is posted; a column that isn't in the file keeps what the list says."""
        fields = ContactFields.base_fields
        data: dict[str, object] = {name: getattr(kept, name, "") for name in fields}
        data |= {name: value for name, value in cells.items() if name in fields}
        if kept:
            data["name"] = kept.name  # that it was recognised in other letters changes nothing
        if "areas" in cells:
            named = _split(cells["areas"])
            data["areas"] = [code for code, label in self.areas.items() if label.lower() in named]
        levels = {label.casefold(): value for value, label in Contact.Level.choices}
        return data | {"level": levels.get(cells["level"].casefold(), cells["level"])}

    def _choices(self) -> list[tuple[str, str]]:
        return list(self.areas.items())

    def _labels(self) -> set[str]:
        return {label.lower() for label in self.areas.values()}

    def _agency(self, name: str, cells: Mapping[str, str]) -> Agency:
        """The organisation of that name; a new one is the same for all its rows."""
        kinds = {label: kind for kind, label in KINDS}
        made = Agency(district=self.district, name=name, kind=kinds.get(cells.get("kind", ""), ""))
        return self.agencies.setdefault(name.casefold(), made)


def _key(organisation: str, name: str) -> tuple[str, str]:
    return organisation.casefold(), name.casefold()


def _split(text: str) -> list[str]:
    return [part.strip().lower() for part in text.split(",") if part.strip()]


def _heads(row: list[str]) -> list[str]:
    """The field of each column. Raises ``ValidationError`` for a head that the list doesn't have."""
    heads = [head for head in row if head]
    missing = [head for head in REQUIRED if head not in heads]
    if missing:
        raise ValidationError(f"Kolumnen {missing[0]} saknas. Rubrikerna ska stå på första raden.")
    strange = [head for head in heads if head not in COLUMNS]
    if strange or len(set(heads)) != len(heads):
        raise ValidationError(
            "En kolumn finns inte i listan, eller står två gånger. Utgå från mallen."
        )
    return [COLUMNS.get(head, "") for head in row]
