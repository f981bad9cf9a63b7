"""What leaves the nämnd of a pair of assessments (R42): built from a list of fields, and nothing else.

A record has no name, number, free text, key or exact date. Ages become groups, days quarters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models import Area, Case, Outcome, Person, Referral, Route
from followup.models import Assessment
from followup.models.answers import Level
from followup.rules import BACKGROUND, SITUATION
from sig.lib.dates import age_on, months_between


# The last age of each group; the last group has no end.
AGE_GROUPS = (13, 15, 17, 20, 24, 29)

Content = Mapping[str, Any]

# The fields that are told as they stand, by the words of the receipt.
HEAD = {
    "Stadsdel": "district",
    "Program": "programme",
    "Inskriven": "enrolled",
    "Avslutad": "ended",
    "Månader i insatsen": "months",
    "Åldersgrupp vid inskrivningen": "age_group",
    "Mål som är satta": "goals_set",
    "Mål som är uppnådda": "goals_met",
}


def age_group(years: int) -> str:
    """The group that an age is sent as: 16 and 17 are both "16–17"."""
    first = 0
    for last in AGE_GROUPS:
        if years <= last:
            return f"{first}–{last}" if first else f"högst {last}"
        first = last + 1
    return f"{first} eller äldre"


def age_groups() -> list[str]:
    """Every group, youngest first."""
    return [age_group(last) for last in (*AGE_GROUPS, AGE_GROUPS[-1] + 1)]


def quarter(day: date) -> str:
    """The quarter of a day, such as "2026 kvartal 3"."""
    return f"{day.year} kvartal {(day.month + 2) // 3}"


def year_of(content: Content) -> int:
    """The year that a record is counted in: that of its end."""
    return int(content["ended"][:4])


@dataclass(frozen=True)
class Pair:
    """The first and the last signed assessment of a case, with what else the record is made from."""

    case: Case
    person: Person
    referral: Referral
    first: Assessment
    last: Assessment
    ended_on: date  # of the case, or of the last assessment while the case goes on

    def content(self, district: str) -> dict[str, Any]:
        """The record. ``district`` is empty where the stadsdel has too few to be named (R44)."""
        return {
            "ended": quarter(self.ended_on),
            "enrolled": quarter(self._enrolled_on),
            "months": months_between(self._enrolled_on, self.ended_on),
            "district": district,
            "programme": self.case.programme.name,
            "age_group": age_group(age_on(self.person.birth_date, self._enrolled_on)),
            "route": self.referral.route,
            "outcome": self.case.outcome,
            **{field: getattr(self.first, field) for field in BACKGROUND},
            **{f"{field}_first": getattr(self.first, field) for field in SITUATION},
            **{f"{field}_last": getattr(self.last, field) for field in SITUATION},
            "areas": self._areas(),
            "goals_set": self.last.goals_set,
            "goals_met": self.last.goals_met,
        }

    @property
    def _enrolled_on(self) -> date:
        return self.case.enrolled_on or self.first.begun_on

    def _areas(self) -> dict[str, list[str]]:
        """The level of each area the first time and the last; an area that is in both lists alone."""
        first = {area.area: area.level for area in self.first.areas.all()}
        last = {area.area: area.level for area in self.last.areas.all()}
        return {code: [first[code], last[code]] for code in first if code in last}


@dataclass(frozen=True)
class Sent:
    """A line of the preview: what stands in the case, and what it becomes in the record."""

    label: str
    own: str
    becomes: str


def preview(pair: Pair, content: Content, omitted: str) -> Iterator[Sent]:
    """Every field of the record beside what it is made from. ``omitted``: why no stadsdel is named."""
    case = pair.case
    yield Sent("Stadsdel", str(case.district), content["district"] or omitted)
    yield Sent("Program", case.programme.name, content["programme"])
    if case.enrolled_on:
        yield Sent("Inskriven", f"{case.enrolled_on:%Y-%m-%d}", content["enrolled"])
    yield Sent("Avslutad", f"{pair.ended_on:%Y-%m-%d}", content["ended"])
    yield Sent("Tid i insatsen", "räknas på dagarna", f"{content['months']} månader")
    born = f"{pair.person.birth_date:%Y-%m-%d}"
    yield Sent("Födelsedatum", born, f"åldersgrupp {content['age_group']} vid inskrivningen")
    yield _same("Väg in", Route(content["route"]).label)
    yield _same("Orsak till avslut", _outcome(content))
    for field in BACKGROUND:
        yield _same(_label(field), _shown(pair.first, field))
    for field in SITUATION:
        yield _same(f"{_label(field)}, första", _shown(pair.first, field))
        yield _same(f"{_label(field)}, sista", _shown(pair.last, field))
    yield from _area_lines(pair, content)
    yield _same("Mål som är satta", str(content["goals_set"]))
    yield _same("Mål som är uppnådda", str(content["goals_met"]))


def told(content: Content) -> Iterator[tuple[str, str]]:
    """Every field of a record as it was sent, in words: what the receipt shows."""
    for label, field in HEAD.items():
        yield label, str(content[field]) or "utelämnad"
    yield "Väg in", Route(content["route"]).label
    yield "Orsak till avslut", _outcome(content)
    for field in BACKGROUND:
        yield _label(field), _choice(field, content[field])
    for field in SITUATION:
        change = [_choice(field, content[f"{field}_{when}"]) for when in ("first", "last")]
        yield _label(field), " → ".join(change)
    for code, levels in content["areas"].items():
        yield f"Livsområde: {_area(code)}", " → ".join(Level(level).label for level in levels)


# What the case and the two assessments hold besides, by the words of the page. None of it is sent.
KEPT = (
    "Namn",
    "Personnummer eller samordningsnummer",
    "Ärendenummer, här och i huvudsystemet",
    "Dagar: bara kvartalen skickas",
    "Kommentarer och all annan fritext",
    "Vilka som har arbetat i ärendet eller skrivit på",
)


def _area_lines(pair: Pair, content: Content) -> Iterator[Sent]:
    labels = {area.area: area.label for area in pair.last.areas.all()}
    for code, (first, last) in content["areas"].items():
        change = f"{Level(first).label} → {Level(last).label}"
        yield _same(f"Livsområde: {labels[code]}", change)


def _same(label: str, value: str) -> Sent:
    return Sent(label, value, value)


def _label(field: str) -> str:
    return str(Assessment._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _shown(assessment: Assessment, field: str) -> str:
    return _choice(field, getattr(assessment, field))


def _choice(field: str, value: str) -> str:
    choices = dict(Assessment._meta.get_field(field).flatchoices)  # type: ignore[union-attr]
    return str(choices[value])


def _outcome(content: Content) -> str:
    return Outcome(content["outcome"]).label if content["outcome"] else "Pågår"


def _area(code: str) -> str:
    """The area in words; one that has been added to the list since then by its code."""
    return Area(code).label if code in Area.values else code
