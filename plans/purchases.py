"""What a stadsdel buys in a year: the purchases that its manager may see, and their sums."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cases.models import Case
from organisation.access import districts_with
from organisation.models import User
from organisation.roles import Permission
from plans.models import Procurement
from sig.lib.money import in_kronor
from sig.lib.sheets import Cell, Sheet


HEADS = (
    "Ärende",
    "Utförare",
    "Organisationsnummer",
    "Form",
    "Från och med",
    "Till och med",
    "Pris, kr",
    "Priset gäller",
    "Kostnad under året, kr",
    "Läge",
)


@dataclass(frozen=True)
class Row:
    """A purchase, and what it costs in the year that is shown."""

    procurement: Procurement
    cost: Decimal

    @property
    def cost_in_words(self) -> str:
        return in_kronor(self.cost)


@dataclass(frozen=True)
class YearSum:
    """What a year's purchases cost: those decided, and those that wait to be."""

    year: int
    decided: Decimal
    waiting: Decimal
    cases: int

    @property
    def decided_in_words(self) -> str:
        return in_kronor(self.decided)

    @property
    def waiting_in_words(self) -> str:
        return in_kronor(self.waiting)


def procurements_of(user: User) -> list[Procurement]:
    """Those that cost or wait for a decision, where ``user`` leads: in the cases that they may read.

    A protected person's purchases are there only for whoever is named on the case (R41).
    """
    mine = districts_with(user, Permission.READ_CASES)
    cases = Case.objects.readable(user).filter(district_id__in=mine).order_by()
    counted = Procurement.objects.filter(case__in=cases.values("pk")).counted()
    return list(
        counted.select_related("case__person", "case__district").order_by("starts_on", "pk")
    )


def rows_of(procurements: Iterable[Procurement], year: int) -> list[Row]:
    """Those that cost something in the year."""
    rows = [Row(one, cost_in(one, year)) for one in procurements]
    return [row for row in rows if row.cost]


def cost_in(procurement: Procurement, year: int) -> Decimal:
    purchase = procurement.purchase
    assert purchase is not None
    return purchase.between(date(year, 1, 1), date(year, 12, 31))


def year_sums(procurements: Sequence[Procurement]) -> list[YearSum]:
    """Every year that something is bought in, the latest first."""
    bought = [one.purchase for one in procurements if one.purchase]
    years = {year for one in bought for year in range(one.first.year, one.last.year + 1)}
    return [_year_sum(procurements, year) for year in sorted(years, reverse=True)]


def _year_sum(procurements: Sequence[Procurement], year: int) -> YearSum:
    rows = rows_of(procurements, year)
    decided = [row.cost for row in rows if row.procurement.is_approved]
    waiting = [row.cost for row in rows if not row.procurement.is_approved]
    cases = {row.procurement.case_id for row in rows}
    nothing = Decimal(0)
    return YearSum(year, sum(decided, nothing), sum(waiting, nothing), len(cases))


def as_sheet(rows: Iterable[Row], year: int) -> Sheet:
    """The year's purchases as a table to take along: case numbers, and no names."""
    return Sheet(f"Upphandlingar {year}", HEADS, [_cells(row) for row in rows], [NOTE])


NOTE = (
    "Del av månad räknas per dag. Ärenden med skyddade personuppgifter är bara med för den som är "
    "namngiven i dem."
)


def _cells(row: Row) -> list[Cell]:
    one = row.procurement
    assert one.price is not None
    return [
        one.case.number,
        one.provider,
        one.org_number or "enskild firma",
        one.get_method_display(),
        str(one.starts_on),
        str(one.ends_on),
        float(one.price),
        one.get_price_unit_display(),
        float(row.cost),
        one.get_status_display(),
    ]
