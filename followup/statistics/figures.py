"""The shapes of a figure: each carries its denominator, what is missing, and its period (R45)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from cases.clocks import ONE_DAY


@dataclass(frozen=True)
class Period:
    """The days from ``start`` and before ``before``, as they are known on ``as_of``."""

    start: date
    before: date
    as_of: date

    @classmethod
    def of(cls, start: date, before: date, as_of: date | None = None) -> Self:
        """Seen from its own last day unless told otherwise. ``ValueError`` when it ends too soon."""
        if before <= start:
            raise ValueError("Perioden slutar innan den börjar.")
        return cls(start, before, as_of or before - ONE_DAY)

    @property
    def last(self) -> date:
        return self.before - ONE_DAY

    @property
    def known_before(self) -> date:
        """The first day whose events don't count: after the period, or not known yet."""
        return min(self.before, self.as_of + ONE_DAY)


@dataclass(frozen=True)
class Figure:
    """What every figure has: out of how many, of how many of them nobody knows, and when."""

    denominator: int
    missing: int
    period: Period

    @property
    def known(self) -> int:
        return self.denominator - self.missing

    @property
    def is_unknown(self) -> bool:
        """Uppgift saknas: there are some, and of none is it known."""
        return self.denominator > 0 and self.known == 0

    def _sum(self, other: Self) -> dict[str, Any]:
        return {
            "denominator": self.denominator + other.denominator,
            "missing": self.missing + other.missing,
        }


@dataclass(frozen=True)
class Count(Figure):
    """How many of the denominator something is true of."""

    yes: int

    @property
    def value(self) -> int | None:
        """None is uppgift saknas, which isn't zero."""
        return None if self.is_unknown else self.yes

    def __add__(self, other: Self) -> Self:
        return replace(self, **self._sum(other), yes=self.yes + other.yes)


@dataclass(frozen=True)
class Breakdown(Figure):
    """How many of the denominator have each code. Codes that nobody has are left out."""

    counts: Mapping[str, int]

    def __add__(self, other: Self) -> Self:
        return replace(self, **self._sum(other), counts=_merged(self.counts, other.counts))


@dataclass(frozen=True)
class Spread(Figure):
    """How many have each whole number, such as days, years or cases."""

    counts: Mapping[int, int]

    @property
    def low(self) -> int | None:
        return min(self.counts, default=None)

    @property
    def high(self) -> int | None:
        return max(self.counts, default=None)

    @property
    def median(self) -> int | None:
        """The number in the middle; of two in the middle the lower one."""
        middle = (sum(self.counts.values()) + 1) // 2
        for number in sorted(self.counts):
            middle -= self.counts[number]
            if middle <= 0:
                return number
        return None

    def __add__(self, other: Self) -> Self:
        return replace(self, **self._sum(other), counts=_merged(self.counts, other.counts))


@dataclass(frozen=True)
class Ages(Figure):
    """Whole years. Of some only the bounds are known, as a report gave them for a stadsdel."""

    exact: Mapping[int, int]
    bounds: tuple[int, ...] = ()

    @property
    def low(self) -> int | None:
        return min((*self.exact, *self.bounds), default=None)

    @property
    def high(self) -> int | None:
        return max((*self.exact, *self.bounds), default=None)

    def __add__(self, other: Self) -> Self:
        bounds = tuple(sorted({*self.bounds, *other.bounds}))
        exact = _merged(self.exact, other.exact)
        return replace(self, **self._sum(other), exact=exact, bounds=bounds)


def _merged(first: Mapping, second: Mapping) -> dict:
    return {key: first.get(key, 0) + second.get(key, 0) for key in sorted({*first, *second})}


def counted(pairs: Iterable[tuple]) -> dict:
    """Pairs of key and number as counts; the same key may come more than once."""
    counts: Counter = Counter()
    for key, number in pairs:
        counts[key] += number
    return dict(sorted(counts.items()))
