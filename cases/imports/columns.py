"""The columns of the file: what stands in them, and the form field that each cell must pass."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from cases.models import Case, Imported, Person, Referral, ReferralKind, Route, Step
from sig.lib.fields import CleanCharField, PersonalNumberField, clean_formfield
from sig.lib.forms import not_in_future
from sig.lib.personnummer import UNKNOWN


SHEET = "Ärenden"
MISSING = "saknas"  # in place of a number
EARLIEST = date(2000, 1, 1)  # no case is older; a year that was typed wrong is

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WRITE_A_DAY = "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2024-01-03."

# A case that waits for a decision is read in to the investigation: what is decided on is written
# here, and the one who decides hasn't seen it.
STEPS = [step for step in Step if step is not Step.DECISION]
ENROLLED = [Step.PLANNING, Step.IMPLEMENTATION, Step.FOLLOW_UP]


class DayField(forms.DateField):
    """A day in one way of writing it: 3/1-24 is the third of January, or the first of March."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)
        self.error_messages["invalid"] = "Datumet finns inte. Kontrollera år, månad och dag."
        self.validators.append(not_in_future)

    def to_python(self, value: Any) -> date | None:
        if value and not _DAY.fullmatch(str(value)):
            raise ValidationError(f"Datumet är inte skrivet som i mallen. {WRITE_A_DAY}")
        return super().to_python(value)


class CaseDayField(DayField):
    """A day in a case's course."""

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value < EARLIEST:
            raise ValidationError("Datumet är för långt bak. Kontrollera året.")


class LabelField(forms.ChoiceField):
    """A choice by its words, however they are capitalised. Gives the value that is stored."""

    def __init__(self, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
        self._values = {label.casefold(): value for value, label in choices}
        self.words = [label for _, label in choices]
        self.error_messages["required"] = f"Skriv något av: {', '.join(self.words)}."
        self.error_messages["invalid_choice"] = self.error_messages["required"]

    def to_python(self, value: Any) -> str:
        text = " ".join(super().to_python(value).split())
        return self._values.get(text.casefold(), text)


class NumberField(PersonalNumberField):
    """An identity number, or the word that says that there is none."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip().casefold() == MISSING:
            return UNKNOWN
        return super().to_python(value)


@dataclass(frozen=True)
class Column:
    """A column of the file. ``told`` is what the sheet Förklaringar says of it."""

    key: str
    head: str
    field: forms.Field
    told: str

    @property
    def is_day(self) -> bool:
        return isinstance(self.field, DayField)


def _of(model: type[Model], name: str) -> forms.Field:
    """The field of the form in which the same thing is typed."""
    column: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    field = clean_formfield(column)
    assert field is not None
    return field


def _user_name() -> forms.Field:
    return CleanCharField(required=False, max_length=150)


COLUMNS: tuple[Column, ...] = (
    Column(
        "number",
        "Personnummer",
        NumberField(error_messages={"required": f"Skriv numret, eller {MISSING}."}),
        "Person- eller samordningsnummer, ÅÅÅÅMMDD-NNNN. Reservnummer går också bra. "
        f"Finns inget nummer: skriv {MISSING}, och fyll i födelsedatumet.",
    ),
    Column(
        "birth_date",
        "Födelsedatum",
        DayField(required=False),
        "ÅÅÅÅ-MM-DD. Behövs när numret saknas. Tomt tas det ur numret.",
    ),
    Column("first_name", "Förnamn", _of(Person, "first_name"), "Förnamn."),
    Column("last_name", "Efternamn", _of(Person, "last_name"), "Efternamn."),
    Column(
        "programme",
        "Program",
        CleanCharField(error_messages={"required": "Skriv programmet."}),
        "Programmets namn, till exempel SIG unga.",
    ),
    Column(
        "step",
        "Steg",
        LabelField([(step.value, step.label) for step in STEPS], required=False),
        f"{', '.join(step.label for step in STEPS)}. Tomt följer det av datumen. Ett ärende som "
        "väntar på beslut läses in i steget Utreda: förslaget till beslut skrivs här.",
    ),
    Column(
        "received_on",
        "Inkom den",
        CaseDayField(error_messages={"required": "Skriv dagen då ärendet kom in."}),
        "ÅÅÅÅ-MM-DD. Dagen då ärendet kom in.",
    ),
    Column("kind", "Typ", LabelField(ReferralKind.choices), f"{', '.join(ReferralKind.labels)}."),
    Column("route", "Väg in", LabelField(Route.choices), f"{', '.join(Route.labels)}."),
    Column(
        "source", "Lämnad av", _of(Referral, "source"), "Vem som lämnade ärendet. Får vara tomt."
    ),
    Column(
        "enrolled_on",
        "Inskriven den",
        CaseDayField(required=False),
        "ÅÅÅÅ-MM-DD. Dagen för beslutet om inskrivning. Tomt när personen inte är inskriven.",
    ),
    Column(
        "executed_on",
        "Verkställt den",
        CaseDayField(required=False),
        "ÅÅÅÅ-MM-DD. Första dagen som beslutet verkställdes: en plan i kraft eller ett möte med "
        "personen. Tomt när beslutet inte är verkställt.",
    ),
    Column(
        "met_on",
        "Senaste möte",
        CaseDayField(required=False),
        "ÅÅÅÅ-MM-DD. Det senast hållna nätverksmötet. Dagarna till nästa möte räknas härifrån. "
        "Tomt när inget möte är hållet: då räknas de från inskrivningen.",
    ),
    Column("lots", "Lots", _user_name(), "Lotsens användarnamn i systemet."),
    Column(
        "colleague",
        "Andra handläggare",
        _user_name(),
        "Användarnamnet på den andra handläggaren: samordnare, utredare eller lots.",
    ),
    Column(
        "main_system_number",
        "Nummer i huvudsystemet",
        _of(Case, "main_system_number"),
        "Ärendets nummer i kommunens huvudsystem. Får vara tomt.",
    ),
    Column(
        "reference",
        "Egen beteckning",
        _of(Imported, "reference"),
        "Ert eget nummer eller kännetecken, så att raden går att hitta igen. Får vara tomt.",
    ),
    Column(
        "note",
        "Anteckning",
        _of(Imported, "note"),
        "Kort om det som den som tar över behöver veta. Visas i ärendet. Får vara tom.",
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
# What Excel calls each column.
PLACES = {column.key: place for place, column in enumerate(COLUMNS, start=1)}
