"""What a purchase costs on its days, and when purchases together cost the most. Pure functions."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices

from sig.lib.dates import months_after


ONE_DAY = timedelta(days=1)
ORE = Decimal("0.01")


class PriceUnit(TextChoices):
    """What a price is for."""

    DAY = "day", "per dygn"
    MONTH = "month", "per månad"


@dataclass(frozen=True)
class Purchase:
    """A price in kronor, and the days that it is paid for, both included."""

    price: Decimal
    unit: str
    first: date
    last: date

    @property
    def total(self) -> Decimal:
        return self.between(self.first, self.last)

    def between(self, first: date, last: date) -> Decimal:
        """What its days from ``first`` to ``last`` cost. A part of a month costs its share of it."""
        first, last = max(first, self.first), min(last, self.last)
        if last < first:
            return Decimal(0)
        if self.unit == PriceUnit.DAY:
            return self.price * ((last - first).days + 1)
        return (self.price * _months(first, last)).quantize(ORE, ROUND_HALF_UP)


def _months(first: date, last: date) -> Decimal:
    """How many months the days are, each month counted by its own days."""
    months = Decimal(0)
    while first <= last:
        in_month = monthrange(first.year, first.month)[1]
        until = min(last, first.replace(day=in_month))
        months += Decimal((until - first).days + 1) / in_month
        first = until + ONE_DAY
    return months


@dataclass(frozen=True)
class Window:
    """Twelve months, and what they cost."""

    first: date
    last: date
    cost: Decimal


def dearest_year(purchases: Sequence[Purchase]) -> Window | None:
    """The twelve months in which the purchases cost the most; None when there are none.

    The sum changes its slope only where a purchase begins or ends, so the dearest twelve months
    begin with one or end with one.
    """
    begun = [_year_from(one.first) for one in purchases]
    ended = [_year_from(months_after(one.last, -12) + ONE_DAY) for one in purchases]
    windows = [
        Window(first, last, sum((one.between(first, last) for one in purchases), Decimal(0)))
        for first, last in [*begun, *ended]
    ]
    return max(windows, key=lambda window: (window.cost, -window.first.toordinal()), default=None)


def _year_from(first: date) -> tuple[date, date]:
    return first, months_after(first, 12) - ONE_DAY
