"""What a line says, held against the fields of the forms, the other lines and the stadsdel."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from cases.imports.columns import COLUMNS, ENROLLED
from cases.imports.reading import Line
from cases.imports.register import refusals
from cases.models import CaseRole, Person, Step
from cases.rules import WORKING
from organisation.access import may, staff_with
from organisation.models import District, Programme, User
from organisation.roles import Permission, Role
from sig.lib.personnummer import PersonalNumber


ONLY_MANAGER = (
    "Den som är inskriven läses in av enhetschefen, som svarar för beslutet. Be chefen lämna filen."
)

NOT_ONES_OWN = (
    "Du arbetar själv i ärendet och kan inte läsa in att personen är inskriven. "
    "Be en annan chef lämna filen."
)

# What a colleague becomes in the case, by the role in the stadsdel; the first that fits.
KINDS = {
    Role.COORDINATOR: CaseRole.Kind.COORDINATOR,
    Role.INVESTIGATOR: CaseRole.Kind.INVESTIGATOR,
    Role.LOTS: CaseRole.Kind.LOTS,
}


@dataclass
class Entry:
    """A line that says what a case needs. ``person`` is the one that the stadsdel knows already."""

    line: Line
    number: PersonalNumber
    birth_date: date
    programme: Programme
    step: Step
    values: dict[str, Any]
    staff: list[tuple[User, CaseRole.Kind]]
    person: Person | None = None


@dataclass
class Office:
    """What the lines of one stadsdel are held against, fetched once."""

    district: District
    programmes: dict[str, Programme] = field(default_factory=dict)
    staff: dict[str, User] = field(default_factory=dict)

    @classmethod
    def of(cls, district: District) -> "Office":
        programmes = {str(one).casefold(): one for one in Programme.objects.all()}
        found = staff_with(Permission.READ_CASE, district.pk)
        return cls(district, programmes, {user.username.casefold(): user for user in found})

    def kind_of(self, user: User) -> CaseRole.Kind:
        held = {role.role for role in user.roles if role.district_id == self.district.pk}
        fits = (kind for role, kind in KINDS.items() if role in held)
        return next(fits, CaseRole.Kind.NAMED)


def check(lines: list[Line], district: District, by: User) -> list[Entry]:
    """The lines that can be written. What is wrong with the others is noted in them."""
    office = Office.of(district)
    entries = [entry for line in lines if (entry := _entry(line, office))]
    _blame_repeated(entries)
    _blame_enrolled(entries, by, decides=may(by, Permission.DECIDE, district.pk))
    for place, sentence in refusals(entries, district, by):
        entries[place].line.blame("number", sentence)
    return [entry for entry in entries if not entry.line.faults]


def _entry(line: Line, office: Office) -> Entry | None:
    """What the line says; None when it can't be told who it is about, or where the case stands.

    Its faults are all noted, so that they are mended in one go.
    """
    said = _cleaned(line)
    programme = _programme(line, said, office)
    staff = _staff(line, said, office)
    born = _birth_date(line, said)
    step = _step(line, said)
    _check_days(line, said, step)
    if not (programme and born and said.get("number")):
        return None
    return Entry(line, said["number"], born, programme, step, said, staff)


def _cleaned(line: Line) -> dict[str, Any]:
    """The value of each cell that its field accepts."""
    said = {}
    blamed = {fault.column for fault in line.faults}
    for column in COLUMNS:
        if column.head in blamed:
            continue
        try:
            said[column.key] = column.field.clean(line.texts.get(column.key, ""))
        except ValidationError as wrong:
            line.blame(column.key, " ".join(wrong.messages))
    return said


def _programme(line: Line, said: dict[str, Any], office: Office) -> Programme | None:
    name = said.get("programme")
    if not name:
        return None
    found = office.programmes.get(name.casefold())
    if found is None:
        names = ", ".join(str(one) for one in office.programmes.values())
        line.blame("programme", f"Programmet finns inte. Skriv något av: {names}.")
    return found


def _birth_date(line: Line, said: dict[str, Any]) -> date | None:
    number: PersonalNumber | None = said.get("number")
    born = said.get("birth_date") or (number.birth_date if number else None)
    if number and not born and "birth_date" in said:
        line.blame("birth_date", "Numret saknas, och då behövs födelsedatumet.")
    if born and (received := said.get("received_on")) and received < born:
        line.blame("received_on", "Ärendet kom in innan personen var född. Kontrollera datumen.")
    return born


# --- Who works in the case --------------------------------------------------------------------------


def _staff(line: Line, said: dict[str, Any], office: Office) -> list[tuple[User, CaseRole.Kind]]:
    lots = _user(line, said, "lots", office)
    colleague = _user(line, said, "colleague", office)
    if not said.get("lots") and not said.get("colleague"):
        line.blame("lots", "Skriv minst en handläggare: annars kan ingen arbeta i ärendet.")
    if lots and lots == colleague:
        line.blame("colleague", "Det är samma person som lotsen. Skriv en annan, eller ingen.")
        return []
    staff = [(lots, CaseRole.Kind.LOTS)] if lots else []
    return staff + ([(colleague, office.kind_of(colleague))] if colleague else [])


def _user(line: Line, said: dict[str, Any], key: str, office: Office) -> User | None:
    name = said.get(key)
    if not name:
        return None
    found = office.staff.get(name.casefold())
    if found is None:
        line.blame(
            key,
            f"Ingen som arbetar med ärenden i {office.district} har det användarnamnet. "
            "Rätta det, eller be systemförvaltaren lägga upp personen.",
        )
    return found


# --- Where the case stands --------------------------------------------------------------------------


def _step(line: Line, said: dict[str, Any]) -> Step:
    """The step that is written, or the one that follows from the days."""
    if said.get("step"):
        return Step(said["step"])
    if not said.get("enrolled_on"):
        return Step.REFERRAL
    return Step.IMPLEMENTATION if said.get("executed_on") else Step.PLANNING


def _check_days(line: Line, said: dict[str, Any], step: Step) -> None:
    """That the days come one after the other, and that those are there that the step needs."""
    received, enrolled = said.get("received_on"), said.get("enrolled_on")
    executed, met = said.get("executed_on"), said.get("met_on")
    if "enrolled_on" in said:
        _check_enrolment(line, enrolled, step, executed or met)
    if "executed_on" in said and met and not executed:
        line.blame(
            "executed_on", "Ett möte är hållet. Skriv den första dagen som verkställde beslutet."
        )
    if "executed_on" in said and step in ENROLLED[1:] and not executed:
        line.blame("executed_on", f"Steget {step.label} behöver dagen då beslutet verkställdes.")
    _in_order(line, "enrolled_on", received, enrolled, "Dagen ligger före den då ärendet kom in.")
    _in_order(line, "executed_on", enrolled, executed, "Dagen ligger före inskrivningen.")
    _in_order(line, "met_on", executed, met, "Dagen ligger före den då beslutet verkställdes.")


def _check_enrolment(line: Line, enrolled: date | None, step: Step, later: date | None) -> None:
    if enrolled and step not in ENROLLED:
        line.blame("step", f"I steget {step.label} är ingen inskriven. Rätta steget eller dagen.")
    elif not enrolled and step in ENROLLED:
        line.blame("enrolled_on", f"Steget {step.label} behöver dagen för inskrivningen.")
    elif not enrolled and later:
        line.blame("enrolled_on", "Det finns dagar efter inskrivningen. Skriv när den beslutades.")


def _in_order(line: Line, key: str, first: date | None, then: date | None, sentence: str) -> None:
    if first and then and then < first:
        line.blame(key, f"{sentence} Kontrollera båda.")


def _blame_enrolled(entries: Iterable[Entry], by: User, *, decides: bool) -> None:
    """A manager decided that somebody is enrolled, and it is a manager who says so here (R2).

    The manager's deputy too, but not of a case that they are to work in.
    """
    for entry in entries:
        if entry.step not in ENROLLED:
            continue
        if not decides:
            entry.line.blame("step", ONLY_MANAGER)
        elif any(user == by and kind in WORKING for user, kind in entry.staff):
            entry.line.blame("step", NOT_ONES_OWN)


# --- The same person twice --------------------------------------------------------------------------


def _blame_repeated(entries: Iterable[Entry]) -> None:
    first: dict[Any, int] = {}
    for entry in entries:
        names = (entry.values.get("first_name"), entry.values.get("last_name"))
        who = entry.number.full or (*names, entry.birth_date)
        seen = first.setdefault(who, entry.line.number)
        if seen != entry.line.number:
            entry.line.blame("number", f"Samma person står på rad {seen}. Ta bort en av raderna.")
