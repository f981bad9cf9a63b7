"""The years that figures are told for. A closed year doesn't change any more."""

from datetime import date

from followup.statistics.figures import Period


SHOWN = 4  # how many years back the page offers

# A year is closed when the last to be enrolled in it have had their first assessment's fortnight.
CLOSED_ON = (2, 1)  # the month and day of the year after


def last_closed_year(day: date) -> int:
    """The latest year that is closed on ``day``."""
    return day.year - (1 if (day.month, day.day) >= CLOSED_ON else 2)


def period_of(year: int, day: date) -> Period:
    """The year as it is known on ``day``; from its end on it is seen from its last day."""
    start, before = date(year, 1, 1), date(year + 1, 1, 1)
    return Period.of(start, before, min(day, Period.of(start, before).last))


def offered(day: date) -> list[int]:
    """The years to choose among, the latest first."""
    return list(range(day.year, day.year - SHOWN, -1))
