"""The tables that socialförvaltningen gets: these and no others, for one closed year at a time.

There are no filters: two questions of one's own choosing could be subtracted from each other (R44).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.models import Area, Outcome, Route
from followup.cells import Counts, Figure
from followup.models import Assessment, Progress
from followup.records import Content, age_groups
from followup.rules import BACKGROUND


MISSING = "missing"


@dataclass(frozen=True)
class Table:
    """The counts of one cube for one year, and the figures that could be read from it."""

    cube: str
    year: int
    counts: Counts
    figures: frozenset[Figure]

    @property
    def total(self) -> Figure:
        return frozenset(self.counts)

    @property
    def population(self) -> tuple[bool, int]:
        return population(self.cube, self.year)


@dataclass(frozen=True)
class Cube:
    """A total and its categories: one field of the records, counted. ``labels`` in their order."""

    code: str
    title: str
    labels: Mapping[str, str]
    heading: str = ""  # "Första" and "Sista" of what is asked twice

    def category(self, content: Content) -> str:
        found = str(content.get(self.code, MISSING))
        return found if found in self.labels else MISSING

    def table(self, year: int, contents: Iterable[Content]) -> Table:
        counts = Counter(dict.fromkeys(self.labels, 0))
        counts.update(self.category(content) for content in contents)
        return Table(self.code, year, counts, _one_by_one(counts))


@dataclass(frozen=True)
class Months(Cube):
    """Time in the insats: how long those counted were followed (R45)."""

    def category(self, content: Content) -> str:
        months = content["months"]
        return next(code for code, least in MONTHS.items() if months >= least)


@dataclass(frozen=True)
class Change(Cube):
    """How the level of an area of life changed from the first assessment to the last."""

    def category(self, content: Content) -> str:
        levels = content["areas"].get(self.code.removeprefix("area_"), [MISSING])
        if MISSING in levels:
            return MISSING
        first, last = levels
        return "better" if last > first else "worse" if last < first else "same"


# At least so many months, longest first.
MONTHS = {"24": 24, "12": 12, "6": 6, "0": 0}
# A manager may send the pair before the end, and then it has no outcome.
OUTCOMES = {o.value: o.label for o in Outcome.of_discharge()} | {"": "Pågår ännu"}
CHANGES = {
    "better": "Bättre",
    "same": "Oförändrat",
    "worse": "Sämre",
    MISSING: "Uppgift saknas",
}
# Asked the first time and the last. The rest is asked about the time since the start.
TWICE = ("housing", "occupation", "income", "own_crime", "threat")
SINCE = ("substances", "suspicion", "sentenced_since")


@dataclass(frozen=True)
class Topic:
    """What is shown together: one cube, or the first and the last of the same question."""

    title: str
    cubes: tuple[Cube, ...]


def _choices(field: str) -> tuple[str, dict[str, str]]:
    asked = Assessment._meta.get_field(field)
    return str(asked.verbose_name), dict(asked.flatchoices)  # type: ignore[union-attr]


def _background(field: str) -> Topic:
    title, labels = _choices(field)
    return Topic(title, (Cube(field, title, labels),))


def _twice(field: str) -> Topic:
    title, labels = _choices(field)
    times = {"first": "Första", "last": "Sista"}
    cubes = [Cube(f"{field}_{when}", title, labels, said) for when, said in times.items()]
    return Topic(title, tuple(cubes))


def _since(field: str) -> Topic:
    title, labels = _choices(field)
    return Topic(title, (Cube(f"{field}_last", title, labels),))


def _alone(cube: Cube) -> Topic:
    return Topic(cube.title, (cube,))


GROUPS: dict[str, tuple[Topic, ...]] = {
    "Hur det gick": (
        _alone(Cube("outcome", "Orsak till avslut", OUTCOMES)),
        *(_twice(field) for field in TWICE),
        *(_since(field) for field in SINCE),
    ),
    "Förändring per livsområde": tuple(
        _alone(Change(f"area_{area.value}", f"Förändring: {area.label.lower()}", CHANGES))
        for area in Area
    ),
    "Vilka som fått insatsen": (
        _alone(Cube("age_group", "Ålder vid inskrivningen", {g: g for g in age_groups()})),
        _alone(Cube("route", "Väg in", dict(Route.choices))),
        *(_background(field) for field in BACKGROUND),
        _alone(
            Months(
                "months",
                "Tid i insatsen",
                {
                    "0": "Mindre än 6 månader",
                    "6": "6–11 månader",
                    "12": "12–23 månader",
                    "24": "24 månader eller längre",
                },
            )
        ),
    ),
}
CUBES = tuple(cube for topics in GROUPS.values() for topic in topics for cube in topic.cubes)


def population(cube: str, year: int) -> tuple[bool, int]:
    """Whom a table counts: those enrolled in the year, or the records that ended in it."""
    return cube == COMPLETENESS, year


# --- By stadsdel: the one table with parts of parts, then and now -----------------------------------
STADSDEL, COMPLETENESS = "stadsdel", "completeness"
UNNAMED = ""  # the stadsdel had too few to be named when the record was sent


def as_now(name: str, successors: Mapping[str, str]) -> str:
    """The stadsdel that answers today for what was ``name``'s. A division has no single answer."""
    seen = set()
    while name in successors and name not in seen:
        seen.add(name)
        name = successors[name]
    return name


def by_stadsdel(
    year: int, contents: Iterable[Content], names: Iterable[str], successors: Mapping[str, str]
) -> Table:
    """How many pairs came from each stadsdel, as then and as now."""
    counts = Counter(dict.fromkeys([*names, UNNAMED], 0))
    counts.update(
        content["district"] if content["district"] in counts else UNNAMED for content in contents
    )
    return Table(STADSDEL, year, counts, _one_by_one(counts) | _rolled_up(counts, successors))


def by_progress(
    year: int, counted: Mapping[tuple[str, str], int], successors: Mapping[str, str]
) -> Table:
    """How far the assessments of those enrolled in the year have come, by stadsdel then and now."""
    counts = {progress_of(name, progress): n for (name, progress), n in counted.items()}
    names = {name for name, _ in counted}
    then = {frozenset(progress_of(name, progress) for progress in Progress) for name in names}
    now = frozenset(
        frozenset().union(*(part for part in then if _now_of(part, successors) == stadsdel))
        for stadsdel in {as_now(name, successors) for name in names}
    )
    return Table(COMPLETENESS, year, counts, _one_by_one(counts) | then | now)


def progress_of(name: str, progress: str) -> str:
    """The category of those who have come so far in a stadsdel."""
    return f"{name}|{progress}"


def _now_of(part: Figure, successors: Mapping[str, str]) -> str:
    return as_now(min(part).partition("|")[0], successors)


def _one_by_one(counts: Counts) -> frozenset[Figure]:
    """The total and each category by itself."""
    return frozenset({frozenset(counts), *(frozenset({category}) for category in counts)})


def _rolled_up(counts: Counts, successors: Mapping[str, str]) -> frozenset[Figure]:
    """The stadsdelar that have become one, together."""
    merged: dict[str, set[str]] = {}
    for name in counts:
        merged.setdefault(as_now(name, successors), set()).add(name)
    return frozenset(frozenset(names) for names in merged.values())
