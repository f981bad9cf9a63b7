"""The figures of a stadsdel as tables: the same for the page, the files and the paper (R45).

For others than those who lead the work the small numbers are hidden, and so are those that they
would follow from (R44). A hidden number is not a zero, and says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cases.models import Outcome, Route
from followup.cells import HIDDEN, Figure, protect
from followup.models.answers import MISSING, Suspicion
from followup.statistics.figures import Breakdown, Count, Period, Spread
from followup.statistics.measures import People, Work
from organisation.models import AgencyKind
from plans.rules import support_kinds
from sig.lib.dates import swedish


UNKNOWN = "uppgift saknas"

# The last whole number of each group, and what the group is called.
AGES = {12: "Under 13 år", 15: "13–15 år", 18: "16–18 år", 21: "19–21 år", 25: "22–25 år"}
OLDER = "26 år och äldre"
DAYS = {14: "Högst 14 dagar", 30: "15–30 dagar", 60: "31–60 dagar", 90: "61–90 dagar"}
LONGER = "Mer än 90 dagar"
CASES = {2: "1–2 ärenden", 4: "3–4 ärenden", 6: "5–6 ärenden", 8: "7–8 ärenden"}
MORE = "9 ärenden eller fler"


@dataclass(frozen=True)
class Row:
    """How many of ``of`` the label is true of. ``number`` None: uppgift saknas."""

    label: str
    number: int | None
    of: int
    missing: int
    hidden: bool = False

    @property
    def known(self) -> int:
        return self.of - self.missing

    @property
    def words(self) -> str:
        """The number as it is shown."""
        if self.hidden:
            return HIDDEN
        return UNKNOWN if self.number is None else str(self.number)

    @property
    def percent(self) -> int | None:
        """Of those known, for the bar; None when there is no bar to draw."""
        if self.hidden or self.number is None or not self.known:
            return None
        return round(100 * self.number / self.known)


@dataclass(frozen=True)
class Table:
    """Rows of one question. In ``parts`` they share a denominator, and everybody is in one row."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""
    parts: bool = True
    of: str = ""  # what is counted: "deltagare"
    hidden: bool = False  # the denominator too
    of_people: bool = True  # otherwise of meetings: only few of them point at somebody

    @property
    def denominator(self) -> str:
        """How many the rows share out, in words; empty when each row has its own, and when hidden."""
        if not self.parts or self.hidden:
            return ""
        return f"Av {self.rows[0].of} {self.of}."

    @property
    def is_all_hidden(self) -> bool:
        return all(row.hidden for row in self.rows)

    def protected(self, threshold: int) -> "Table":
        """The table with its small numbers hidden, and those that would give them away."""
        return _partly(self, threshold) if self.parts else _one_by_one(self, threshold)


def in_words(period: Period) -> str:
    """Which days the figures count: "1 januari–22 november 2026"."""
    return f"{swedish(period.start)}–{swedish(min(period.last, period.as_of), year=True)}"


# --- The tables -----------------------------------------------------------------------------------


def of_people(people: People) -> list[Table]:
    ended = [(outcome.value, outcome.label) for outcome in Outcome.of_discharge()]
    suspicions = [pair for pair in Suspicion.choices if pair != MISSING]
    return [
        Table(
            "Deltagare",
            (
                _row("Skrevs in under perioden", people.enrolled),
                _row("Pågår vid periodens slut", people.ongoing),
                _row("Avslutade", people.ended),
                _row("Dömda till insatsgrupp", people.sentenced),
            ),
            parts=False,
        ),
        _coded("Orsak till avslut", people.reasons, ended, "avslutade"),
        _coded("Vägar in", people.routes, Route.choices, "deltagare"),
        Table(
            "Ålder vid inskrivningen",
            _grouped(people.ages.exact, people.ages.denominator, people.ages.missing, AGES, OLDER),
            of="deltagare",
        ),
        _coded("Misstankar efter starten", people.suspicions, suspicions, "deltagare"),
        _alongside(people.alongside, people.commissioned),
    ]


def of_work(work: Work) -> list[Table]:
    came = [_row(str(AgencyKind(kind).label), count) for kind, count in work.attendance.items()]
    tables = [
        _spread(
            "Från aktualisering till inskrivning", work.days_to_enrolment, DAYS, LONGER, " dagar"
        ),
        _spread(
            "Från aktualisering till första mötet", work.days_to_meeting, DAYS, LONGER, " dagar"
        ),
        Table(
            "Möten inom intervallet",
            (_row("Hållna i tid", work.inside_interval),),
            "Av möten som räknas för intervallet och hölls under perioden.",
            parts=False,
            of_people=False,
        ),
        Table(
            "Närvaro per aktör",
            tuple(came),
            "Av de gånger som aktören var kallad till ett möte som hölls.",
            parts=False,
            of_people=False,
        ),
        _spread("Ärenden per lots", work.load, CASES, MORE, "", of="lotsar"),
    ]
    return [table for table in tables if table.rows]


def _row(label: str, count: Count) -> Row:
    return Row(label, count.value, count.denominator, count.missing)


def _coded(title: str, told: Breakdown, labels: Iterable[tuple[str, str]], of: str) -> Table:
    """Every code has its row, also those that nobody has: a row left out would be a hidden zero."""
    counts = {str(label): told.counts.get(code, 0) for code, label in labels}
    return Table(title, _shared(counts, told.denominator, told.missing), of=of)


def _alongside(told: Breakdown, commissioned: Count) -> Table:
    counts = {label: told.counts.get(code, 0) for code, label in support_kinds().items()}
    counts["Lots på uppdrag (BAS)"] = commissioned.yes
    rows = [Row(label, count, told.denominator, 0) for label, count in counts.items()]
    note = "En deltagare kan ha flera. Den som inget är noterat för räknas som utan."
    return Table("Andra insatser", tuple(rows), note, parts=False)


def _spread(
    title: str,
    told: Spread,
    groups: Mapping[int, str],
    above: str,
    unit: str,
    of: str = "deltagare",
) -> Table:
    rows = _grouped(told.counts, told.denominator, told.missing, groups, above)
    note = "" if told.median is None else f"Median: {told.median}{unit}."
    return Table(title, rows, note, of=of)


def _grouped(
    counts: Mapping[int, int], of: int, missing: int, groups: Mapping[int, str], above: str
) -> tuple[Row, ...]:
    """The whole numbers in groups: as many as each has, up to its last number."""
    found = dict.fromkeys([*groups.values(), above], 0)
    for number, rows in counts.items():
        label = next((label for last, label in groups.items() if number <= last), above)
        found[label] += rows
    return _shared(found, of, missing)


def _shared(counts: Mapping[str, int], of: int, missing: int) -> tuple[Row, ...]:
    """Rows that share a denominator. Those of whom nobody knows have a row of their own."""
    everybody = {**counts, UNKNOWN.capitalize(): missing}
    return tuple(Row(label, number, of, 0) for label, number in everybody.items())


# --- Small numbers --------------------------------------------------------------------------------


def _partly(table: Table, threshold: int) -> Table:
    """Of rows that share a denominator: also what would follow from the rest is hidden."""
    counts = {row.label: row.number or 0 for row in table.rows}
    whole: Figure = frozenset(counts)
    shown = protect([whole, *map(_alone, counts)], counts, threshold)
    rows = tuple(replace(row, hidden=_alone(row.label) not in shown) for row in table.rows)
    return replace(table, rows=rows, note="", hidden=whole not in shown)


def _one_by_one(table: Table, threshold: int) -> Table:
    """Of rows with a denominator each: shown when neither those counted nor the others are few."""
    is_small = _is_small if table.of_people else _has_few
    rows = tuple(replace(row, hidden=is_small(row, threshold)) for row in table.rows)
    return replace(table, rows=rows)


def _has_few(row: Row, threshold: int) -> bool:
    return row.of < threshold


def flows_are_small(people: People, threshold: int) -> bool:
    """Whether few began, ended or went on in the year.

    Who took part in a year are those who went on from the year before and those who began, so the
    figures of two years that follow each other would tell how many these few were.
    """
    flows = (people.enrolled.yes, people.ended.yes, people.ongoing.yes)
    return min(flows) < threshold


def hidden(table: Table) -> Table:
    """The table with every number hidden."""
    rows = tuple(replace(row, hidden=True) for row in table.rows)
    return replace(table, rows=rows, note="", hidden=True)


def _is_small(row: Row, threshold: int) -> bool:
    counted = row.number or 0
    return min(counted, row.known - counted) < threshold


def _alone(label: str) -> Figure:
    return frozenset([label])
