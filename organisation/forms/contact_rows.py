"""The contact list as a table: what goes out to Excel, and what a table from there would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from organisation.forms.contacts import KINDS, ContactFields
from organisation.models import Agency, Contact, District
from organisation.partners import areas_in_force
from sig.lib import personnummer
from sig.lib.dates import swedish
from sig.lib.sheets import Sheet
from sig.lib.workbooks import PlainRow


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
HEADS = {field: head for head, field in COLUMNS.items() if field}
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


@dataclass
class Line(PlainRow):
    """A row of the file: what it would do, and which of the contact's fields change."""

    name: str = ""
    organisation: str = ""
    change: Change = Change.WRONG
    changed: tuple[str, ...] = ()
    contact: Contact | None = None

    @property
    def digest(self) -> str:
        said = [*self.changed, *(fault.message for fault in self.faults)]
        return f"{self.number} {self.change.name} {' '.join(said)}"


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

    def __init__(self, district: District, rows: list[PlainRow]) -> None:
        self.district = district
        self.head, self.rows = _parted(rows)
        self.places = _places(self.head)
        self.areas = areas_in_force()
        self.agencies = {
            str(one).casefold(): one for one in Agency.objects.filter(district=district)
        }
        known = Contact.objects.within([district.pk]).select_related("agency", "district")
        self.known = {_key(str(one.agency), one.name): one for one in known}
        self.seen: set[tuple[str, str]] = set()

    def lines(self) -> list[Line]:
        """What each row would do, with all that is wrong with it.

        When the heads are wrong it can't be told: then only what no cell may hold is.
        """
        lines = [Line(row.number, row.texts, faults=row.faults) for row in self.rows]
        if not self.head.faults:
            for line in lines:
                self._read(line)
        return lines

    def _read(self, line: Line) -> None:
        cells = self._cells(line)
        line.name, line.organisation = cells["name"], cells["organisation"]
        key = _key(line.organisation, line.name)
        kept = self.known.get(key)
        self._blame(line, cells, kept)
        if key in self.seen:
            line.blame_row("Samma namn och organisation står tidigare i filen.")
        self.seen.add(key)
        contact = kept or Contact(district=self.district)
        form = ContactFields(self._data(cells, kept), instance=contact, areas=self._choices())
        for name, errors in form.errors.items():
            for error in errors:
                self._blame_field(line, name, str(error))
        # From left to right, and last what is of the whole row.
        line.faults.sort(key=lambda fault: (len(fault.cell), fault.cell))
        if not line.faults:
            self._judge(line, cells, form, kept)

    def _judge(
        self, line: Line, cells: Mapping[str, str], form: ContactFields, kept: Contact | None
    ) -> None:
        """Nothing is wrong: say what the line does."""
        line.contact = form.instance
        if kept is None:
            line.contact.agency = self._agency(line.organisation, cells)
            line.change = Change.NEW
            return
        line.name = kept.name
        line.changed = tuple(str(form.fields[field].label) for field in form.changed_data)
        line.change = Change.CHANGED if line.changed else Change.SAME

    def _cells(self, line: Line) -> dict[str, str]:
        """The text of each field. What stands under no head is a fault."""
        heads = self.head.texts
        for place, text in enumerate(line.texts, start=1):
            if text and not (place <= len(heads) and heads[place - 1]):
                line.blame_cell(place, "", "Kolumnen har ingen rubrik. Skriv en, eller töm cellen.")
        padded = [*line.texts, *[""] * len(heads)]
        return {name: padded[place - 1] for name, place in self.places.items()}

    def _blame(self, line: Line, cells: Mapping[str, str], kept: Contact | None) -> None:
        """Note what is wrong beside the contact's own fields."""
        organisation, kind = cells["organisation"], cells.get("kind", "")
        agency = self.agencies.get(organisation.casefold())
        if not organisation or len(organisation) > 120:
            self._blame_field(line, "organisation", "Skriv organisationens namn, högst 120 tecken.")
        elif agency is None and kind not in {label for _, label in KINDS}:
            sentence = "Slaget finns inte. Organisationen är ny på listan och behöver ett."
            self._blame_field(line, "kind", sentence)
        elif agency and kind and kind != agency.get_kind_display():
            sentence = f"{agency} står på listan som {agency.get_kind_display()}."
            self._blame_field(line, "kind", sentence)
        if agency and not agency.active or kept and not kept.active:
            line.blame_row("Den är borttagen från listan. Ta tillbaka den där först.")
        if personnummer.may_stand_in(organisation):
            sentence = "Det här ser ut som ett personnummer. Skriv utan nummer."
            self._blame_field(line, "organisation", sentence)
        unknown = [area for area in _split(cells.get("areas", "")) if area not in self._labels()]
        if unknown:
            what = "Livsområdet" if len(unknown) == 1 else "Livsområdena"
            self._blame_field(line, "areas", f"{what} {', '.join(unknown)} finns inte.")

    def _blame_field(self, line: Line, name: str, message: str) -> None:
        """Note a fault of a field, at its cell when the file has its column."""
        head = HEADS.get(name, "")
        if place := self.places.get(name):
            line.blame_cell(place, head, message)
        else:
            line.blame_row(message, head)

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


def _parted(rows: list[PlainRow]) -> tuple[PlainRow, list[PlainRow]]:
    """The heads with what is wrong with them, and the rows below."""
    head = rows[0] if rows and rows[0].number == 1 else PlainRow(1, [])
    for place, text in enumerate(head.texts, start=1):
        if text and text not in COLUMNS:
            head.blame_cell(place, text, "Listan har ingen sådan kolumn. Ta bort den.")
        elif text and text in head.texts[: place - 1]:
            head.blame_cell(place, text, "Rubriken står två gånger. Ta bort den ena kolumnen.")
    for missing in REQUIRED:
        if missing not in head.texts:
            head.blame_row("Kolumnen saknas. Rubrikerna ska stå på första raden.", missing)
    return head, [row for row in rows if row is not head and (any(row.texts) or row.faults)]


def _places(head: PlainRow) -> dict[str, int]:
    """The column of each field that the file has, counted from 1."""
    return {
        field: place
        for place, text in enumerate(head.texts, start=1)
        if (field := COLUMNS.get(text, ""))
    }
