"""The week in flags: which cases were past their interval when it began, and what the last week did.

Everything is read from the flags, so that an old week can be told again as it was.
"""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from audit import log
from meetings.models import Flag, WeeklyList, WeeklyNotice
from organisation.access import acting_in, managing_today
from organisation.models import District, MailChoice, User
from organisation.notices import send
from sig.lib.dates import midnight


WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def late(monday: date) -> Q:
    """Flags that stood when the week began."""
    at = midnight(monday)
    return Q(raised_at__lt=at) & (Q(cleared_at__isnull=True) | Q(cleared_at__gte=at))


def raised(monday: date) -> Q:
    """Flags that came the week before."""
    return Q(raised_at__gte=midnight(monday - WEEK), raised_at__lt=midnight(monday))


def cleared(monday: date) -> Q:
    """Flags that were cleared the week before."""
    return Q(cleared_at__gte=midnight(monday - WEEK), cleared_at__lt=midnight(monday))


def list_week(district: District, today: date) -> WeeklyList:
    """The list of the week that ``today`` lies in, made the first time that it is asked for.

    Asked again it is there already: a day that was lost is made good the next.
    """
    monday = monday_of(today)
    with acting_in(district):
        flags = Flag.objects.filter(district=district)
        made, is_new = WeeklyList.objects.get_or_create(
            district=district,
            monday=monday,
            defaults={
                "late": flags.filter(late(monday)).count(),
                "raised": flags.filter(raised(monday)).count(),
                "cleared": flags.filter(cleared(monday)).count(),
            },
        )
        if is_new:
            log.record("week.listed", by=log.SYSTEM, on=made)
    return made


def untold(district: District, monday: date) -> QuerySet[User]:
    """Who leads the stadsdel today, wants mail, and hasn't been told of the list of the week."""
    told = WeeklyNotice.objects.filter(district=district, monday=monday).values("user")
    wanted = managing_today(district.pk).exclude(mail_choice=MailChoice.NEVER).exclude(email="")
    return wanted.exclude(pk__in=told)


def tell_of_week(district: District, today: date, user_id: int) -> bool:
    """Send the mail about the list of this week to one of those ``untold``. True when it went.

    That it went is noted first, in the same transaction: a second one waits there, and finds it
    noted. A mail that can't be sent raises, nothing is noted, and it is tried again the next day.
    """
    monday = monday_of(today)
    with acting_in(district):
        user = untold(district, monday).filter(pk=user_id).first()
        if user is None:
            return False
        _, is_first = WeeklyNotice.objects.get_or_create(
            district=district, monday=monday, user=user
        )
        if is_first:
            send(user)
    return is_first


def flags_of(districts: frozenset[int], which: Q) -> QuerySet[Flag]:
    flags = Flag.objects.filter(which, district_id__in=districts)
    return flags.select_related("case__person", "case__district").order_by("occasion", "pk")
