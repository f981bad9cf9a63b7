"""What a purchase costs, day by day and month by month, and the dearest twelve months."""

from datetime import date
from decimal import Decimal

import pytest

from plans.costs import PriceUnit, Purchase, Window, dearest_year


DAY, MONTH = PriceUnit.DAY, PriceUnit.MONTH


@pytest.mark.parametrize(
    ("price", "unit", "first", "last", "total"),
    [
        ("2000", DAY, date(2026, 3, 1), date(2026, 3, 1), "2000"),
        ("2000", DAY, date(2026, 3, 1), date(2026, 5, 31), "184000"),
        ("30000", MONTH, date(2026, 3, 1), date(2026, 5, 31), "90000"),
        ("30000", MONTH, date(2026, 4, 16), date(2026, 4, 30), "15000"),
        ("28000", MONTH, date(2026, 2, 1), date(2026, 2, 1), "1000"),
        ("31000", MONTH, date(2026, 12, 31), date(2027, 1, 1), "2000"),
        ("100", MONTH, date(2026, 3, 1), date(2026, 3, 1), "3.23"),
    ],
)
def test_both_days_count_and_part_of_a_month_costs_its_share(
    price: str, unit: PriceUnit, first: date, last: date, total: str
) -> None:
    """Planted: a month of 30 days for all of them."""
    assert Purchase(Decimal(price), unit, first, last).total == Decimal(total)


def test_only_the_days_inside_are_counted() -> None:
    one = Purchase(Decimal(10), DAY, date(2026, 12, 22), date(2027, 1, 10))
    assert one.between(date(2026, 1, 1), date(2026, 12, 31)) == 100
    assert one.between(date(2027, 1, 1), date(2027, 12, 31)) == 100
    assert one.between(date(2028, 1, 1), date(2028, 12, 31)) == 0


def test_the_dearest_twelve_months_are_any_and_no_calendar_year() -> None:
    """Planted: windows that begin with a purchase only."""
    assert dearest_year([]) is None
    autumn = Purchase(Decimal(100), DAY, date(2026, 7, 1), date(2026, 12, 31))
    spring = Purchase(Decimal(100), DAY, date(2027, 1, 1), date(2027, 6, 30))
    found = dearest_year([autumn, spring])
    assert found == Window(date(2026, 7, 1), date(2027, 6, 30), Decimal(36500))
    long = Purchase(Decimal(1), DAY, date(2025, 1, 1), date(2027, 6, 30))
    dear = Purchase(Decimal(500), DAY, date(2027, 6, 1), date(2027, 6, 30))
    found = dearest_year([long, dear])
    assert found is not None
    assert (found.last, found.cost) == (date(2027, 6, 30), Decimal(365 + 15000))
