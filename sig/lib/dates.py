"""Days as the offices count them: Swedish dates, whole days, the working days of Sweden."""

from calendar import isleap
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from dateutil.relativedelta import relativedelta
from django.utils import timezone


STOCKHOLM = ZoneInfo("Europe/Stockholm")

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
# Monday first, as ``date.weekday`` counts.
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def today() -> date:
    """The date in Stockholm now. The only clock: everything else is told which day it is."""
    return timezone.localdate(timezone=STOCKHOLM)


def midnight(day: date) -> datetime:
    """When the day begins in Stockholm."""
    return datetime.combine(day, time.min, STOCKHOLM)


def swedish(day: date, *, year: bool = False) -> str:
    """A date in words, "20 oktober" or "20 oktober 2025". A point in time gives its local date."""
    day = _local_date(day)
    words = f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def swedish_time(moment: datetime) -> str:
    """The time of day in Stockholm, "14.30". `moment` must know its time zone."""
    return f"{timezone.localtime(moment, STOCKHOLM):%H.%M}"


def weekday(day: date) -> str:
    """The name of the day in Stockholm, "måndag"."""
    return WEEKDAYS[_local_date(day).weekday()]


def days(count: int) -> str:
    """A number of days in words: "1 dag", "5 dagar"."""
    return f"{count} dag" if count == 1 else f"{count} dagar"


def age_on(birth_date: date, day: date) -> int:
    """
    Age in whole years on a day; negative before the birth.

    Who is born on 29 February turns on 1 March in common years: not until the end of
    28 February has a whole year passed. The age limits of the programmes then never let
    anybody in, or out, a day early.
    """
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def latest_birth_date(years: int, day: date) -> date:
    """The last date of birth of somebody who has turned ``years`` on ``day``, as ``age_on`` counts."""
    common = (day.month, day.day) == (2, 29) and not isleap(day.year - years)
    return day.replace(year=day.year - years, day=28 if common else day.day)


def months_after(day: date, months: int) -> date:
    """The same day of the month, ``months`` later; the month's last day when it has no such day."""
    return day + relativedelta(months=months)


def months_between(first: date, last: date) -> int:
    """Whole months from the first day to the last."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def is_working_day(day: date) -> bool:
    """Not a weekend, a Swedish holiday, or an eve when everybody is off (midsommarafton …)."""
    return day.weekday() < 5 and day not in _free_days(day.year)


def next_working_day(day: date) -> date:
    """The day itself when people work on it, otherwise the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def latest_working_day(day: date) -> date:
    """The day itself when people work on it, otherwise the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


@cache
def _free_days(year: int) -> frozenset[date]:
    categories = (holidays.PUBLIC, holidays.DE_FACTO)
    sweden = holidays.country_holidays("SE", years=year, language="sv", categories=categories)
    return frozenset(sweden)


def _local_date(day: date) -> date:
    return timezone.localdate(day, STOCKHOLM) if isinstance(day, datetime) else day
