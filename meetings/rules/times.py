"""Times to propose for a meeting."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import islice

from cases.models import Case, CaseRole
from meetings.models import IntervalPause, Meeting
from meetings.rules.meetings import last_day
from meetings.rules.proposing import days_to_meet
from organisation.models import User
from sig.lib.dates import STOCKHOLM


LENGTH = timedelta(hours=1)  # the length isn't known; an hour keeps the time free
HOURS = (9, 10, 11, 13, 14, 15)  # when a meeting may begin, between 9 and 16
PROPOSED = 3
LOOKED_AT = 20  # how many days are looked at for a free time


def free_times(case: Case, user: User) -> list[datetime]:
    """Three times inside the interval, on different working days, when the case's staff is free.

    They lie as late as the interval lets them, earliest first. Of a case that is late, or has no
    interval yet, they are the first ones from tomorrow on. Free is who has no meeting booked in a
    case that ``user`` may list.
    """
    days = _days(case)
    taken = _taken(case, user, days)
    free = (slot for day in days if (slot := _first_free(day, taken)))
    return sorted(slot for slot, _ in zip(free, range(PROPOSED), strict=False))


def _days(case: Case) -> list[date]:
    """The days to choose from, the best first; those after the interval only when it has none."""
    pauses = IntervalPause.objects.of(case).lasting()
    latest = last_day(case)
    days = list(islice(days_to_meet(latest, pauses), LOOKED_AT))
    return [day for day in days if latest and day <= latest] or days


def _taken(case: Case, user: User, days: list[date]) -> list[datetime]:
    """When those who are on the case have meetings booked, in this case and in others."""
    staff = CaseRole.objects.of(case).active().values("user")
    theirs = CaseRole.objects.active().filter(user__in=staff).values("case")
    listed = Case.objects.listed(user).filter(pk__in=theirs)
    between = (_at(min(days), 0), _at(max(days), 23))
    booked = Meeting.objects.booked().filter(case__in=listed, starts_at__range=between)
    return list(booked.order_by("starts_at").values_list("starts_at", flat=True))


def _first_free(day: date, taken: Iterable[datetime]) -> datetime | None:
    slots = (_at(day, hour) for hour in HOURS)
    return next((one for one in slots if all(abs(one - busy) >= LENGTH for busy in taken)), None)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), STOCKHOLM)
