"""What must be true of a deviation: written without names, and not closed before it is dealt with."""

import re
from collections.abc import Iterable
from enum import Enum

from django.conf import settings

from cases.models import Case
from consent.models import ConsentGiver
from followup.models import Deviation, DeviationStep
from meetings.models import GroupMember
from organisation.models import User
from sig.lib import personnummer
from sig.lib.dates import today
from sig.lib.rules import Rule, rule


Kind = DeviationStep.Kind

# As it is printed, or typed in small letters without spaces: "av 15 unga" is no number.
_CASE_NUMBER = re.compile(
    r"\b(?:[A-ZÅÄÖ]{2}[ -]?\d{2}[ -]?[2-9A-Z]{4}|(?i:[a-zåäö]{2}-?\d{2}-?[2-9a-z]{4}))\b"
)
SHORTEST = 2  # letters of a name that is looked for


class State(Enum):
    """How far a deviation has come: what is said of it, and the tag's tone."""

    REPORTED = ("Rapporterad", "soon")
    TAKEN_UP = ("Upptagen i ledningsgruppen", "soon")
    ANALYSED = ("Analyserad", "soon")
    DECIDED = ("Förbättring beslutad", "plain")
    CLOSED = ("Avslutad", "ok")

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def tone(self) -> str:
        return self.value[1]


_REACHED = {
    Kind.CLOSED: State.CLOSED,
    Kind.DECISION: State.DECIDED,
    Kind.ANALYSIS: State.ANALYSED,
    Kind.TAKEN_UP: State.TAKEN_UP,
}


def state_of(deviation: Deviation) -> State:
    """The furthest that its steps have brought it."""
    done = {step.kind for step in deviation.steps.all()}
    return next((state for kind, state in _REACHED.items() if kind in done), State.REPORTED)


def tells_who(text: str, names: Iterable[str] = ()) -> str | None:
    """Why a text can't stand among what tells of no client; None when nothing is found in it.

    ``names`` are those of the case that it is written from. Whole words of them are looked for.
    """
    if personnummer.may_stand_in(text):
        return (
            "Texten innehåller något som ser ut som ett personnummer. Skriv utan namn och nummer."
        )
    if _CASE_NUMBER.search(text):
        return (
            "Texten innehåller något som ser ut som ett ärendenummer. Skriv utan namn och nummer."
        )
    parts = {part for name in names for part in re.findall(r"[\w-]+", name)}
    words = "|".join(re.escape(part) for part in parts if len(part) >= SHORTEST)
    if words and re.search(rf"\b(?:{words})s?\b", text, re.IGNORECASE):
        return (
            "Texten innehåller ett namn från ärendet. Skriv utan namn: vad som brast, "
            "inte vem det gällde."
        )
    return None


def names_on(case: Case) -> list[str]:
    """Who is named in the case: the person, those who consented, and the group. For comparing only."""
    givers = ConsentGiver.objects.of(case).values_list("name", flat=True)
    members = GroupMember.objects.of(case).values_list("name", flat=True)
    return [case.person.first_name, case.person.last_name, *givers, *members]


# --- In what order it is dealt with (R36) -----------------------------------------------------------


def _has(deviation: Deviation, kind: str) -> bool:
    return deviation.steps.filter(kind=kind).exists()


@rule("R36", met="Avvikelsen är öppen")
def is_open(deviation: Deviation, by: User) -> str | None:
    return "Avvikelsen är avslutad." if _has(deviation, Kind.CLOSED) else None


@rule("R36", met="Ledningsgruppen har tagit upp avvikelsen")
def taken_up(deviation: Deviation, by: User) -> str | None:
    if _has(deviation, Kind.TAKEN_UP):
        return None
    return (
        "Ledningsgruppen har inte tagit upp avvikelsen. "
        "Den tas upp när ett protokoll där den står skrivs på."
    )


@rule("R36", met="Avvikelsen är analyserad")
def analysed(deviation: Deviation, by: User) -> str | None:
    return None if _has(deviation, Kind.ANALYSIS) else "Analysen saknas."


@rule("R36", met="En förbättring är beslutad")
def decided(deviation: Deviation, by: User) -> str | None:
    return None if _has(deviation, Kind.DECISION) else "Beslutet om förbättring saknas."


@rule("R36", met="Avvikelsen har gått vidare till styrgruppen")
def at_steering_group(deviation: Deviation, by: User) -> str | None:
    if deviation.is_old(today()):
        return None
    return (
        "Avvikelsen är inte styrgruppens än. "
        f"Den går dit när den har varit öppen i mer än {settings.DEVIATION_DAYS} dagar."
    )


BEFORE: dict[str, tuple[Rule, ...]] = {
    Kind.TAKEN_UP: (is_open,),
    Kind.ANALYSIS: (is_open, taken_up),
    Kind.DECISION: (is_open, taken_up, analysed),
    Kind.ANSWER: (is_open, at_steering_group),
    Kind.CLOSED: (is_open, analysed, decided),
}
