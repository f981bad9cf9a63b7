"""Consents as pictures: a matrix of who may know what on a day, and bars over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cases.models import ADULT
from consent.models import Consent, ConsentGiver, ConsentRow, InformationKind
from sig.lib.dates import age_on, swedish


# The axis reaches at most this far on each side of today; bars beyond it are cut.
REACH = timedelta(days=400)


@dataclass(frozen=True)
class MatrixLine:
    """A kind of information, and for each recipient the word for whether it may be told."""

    kind: str
    cells: list[str]


@dataclass(frozen=True)
class Matrix:
    recipients: list[str]
    lines: list[MatrixLine]


def matrix(rows: Iterable[ConsentRow], day: date) -> Matrix:
    """Recipient × kind on ``day``: the last day that it may be told, or "Nej" (R8)."""
    valid = [row for row in rows if row.state(day) == ConsentRow.State.ACTIVE]
    agencies = sorted({row.agency for row in valid}, key=lambda agency: (agency.kind, agency.name))
    return Matrix(
        recipients=[str(agency) for agency in agencies],
        lines=[
            MatrixLine(kind.label, [_cell(valid, agency.pk, kind, day) for agency in agencies])
            for kind in InformationKind
        ],
    )


def _cell(valid: list[ConsentRow], agency: int, kind: str, day: date) -> str:
    ends = [row.valid_to for row in valid if row.agency_id == agency and kind in row.kinds]
    return f"Ja, till {_words(max(ends), day)}" if ends else "Nej"


def _words(day: date, today: date) -> str:
    return swedish(day, year=day.year != today.year)


@dataclass(frozen=True)
class Axis:
    """Whole days; ``today`` is counted from the first of them."""

    first: date
    days: int
    today: int
    start_label: str
    end_label: str


@dataclass(frozen=True)
class Bar:
    recipient: str
    kinds: str
    period: str
    start: int
    days: int
    state: str
    state_label: str


def axis(rows: Sequence[ConsentRow], today: date) -> Axis:
    """From the first consent to the end of the last, with today always on it."""
    first = max(min([today, *(row.valid_from for row in rows)]), today - REACH)
    last = min(max([today, *(row.valid_to for row in rows)]), today + REACH)
    return Axis(
        first=first,
        days=(last - first).days + 1,
        today=(today - first).days,
        start_label=swedish(first, year=True),
        end_label=swedish(last, year=True),
    )


def bars(rows: Iterable[ConsentRow], along: Axis, today: date) -> list[Bar]:
    return [_bar(row, along, today) for row in rows]


def _bar(row: ConsentRow, along: Axis, today: date) -> Bar:
    start = min(max((row.valid_from - along.first).days, 0), along.days)
    end = min(max((row.valid_to - along.first).days + 1, 0), along.days)
    state = row.state(today)
    return Bar(
        recipient=str(row.agency),
        kinds=", ".join(row.kind_labels).lower(),
        period=f"{_words(row.valid_from, today)} – {_words(row.valid_to, today)}",
        start=start,
        days=end - start,
        state=state.value,
        state_label=state.label,
    )


@dataclass(frozen=True)
class RowTold:
    """A row with how it stands on the day, in words."""

    row: ConsentRow
    state: str
    tone: str
    can_be_withdrawn: bool


@dataclass(frozen=True)
class ConsentTold:
    """A consent with its givers and rows, and what is to be said of its paper and its guardians."""

    consent: Consent
    givers: list[ConsentGiver]
    rows: list[RowTold]
    lacks_original: bool = False
    guardians_ended: bool = False


TONES = {
    ConsentRow.State.ACTIVE: "ok",
    ConsentRow.State.COMING: "plain",
    ConsentRow.State.ENDED: "plain",
    ConsentRow.State.WITHDRAWN: "late",
    ConsentRow.State.CLOSED: "plain",
    ConsentRow.State.OUTGROWN: "late",
}


def is_standing(row: ConsentRow, day: date) -> bool:
    """Whether the row is in force on ``day``, or to come."""
    return row.state(day) in (ConsentRow.State.ACTIVE, ConsentRow.State.COMING)


def told(consent: Consent, day: date) -> ConsentTold:
    """A consent, the person first among its givers, with its rows as they stand on ``day``."""
    order = ConsentGiver.Role.values
    givers = sorted(consent.givers.all(), key=lambda giver: order.index(giver.role))
    return ConsentTold(
        consent,
        givers,
        [_row_told(row, day) for row in consent.rows.all()],
        lacks_original=consent.is_on_paper and not consent.originals.all(),
        guardians_ended=age_on(consent.case.person.birth_date, day) >= ADULT,
    )


def _row_told(row: ConsentRow, day: date) -> RowTold:
    state = row.state(day)
    return RowTold(row, state.label, TONES[state], is_standing(row, day))
