"""The week in flags: which cases were past their interval when it began, and what the last week did.

Everything is read from the flags, so that an old week can be told again as it was.
"""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from audit import log
from meetings.models import Flag, WeeklyList
from organisation.access import acting_in, staff_with
from organisation.models import District, MailChoice
from organisation.notices import send
from organisation.roles import Permission
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
    """The list of the week that ``today`` lies in. The first time, the stadsdel's managers are told.

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
            _tell(district)
    return made


def _tell(district: District) -> None:
    managers = staff_with(Permission.DECIDE, district.pk).exclude(mail_choice=MailChoice.NEVER)
    for manager in managers.exclude(email=""):
        send(manager)


def flags_of(districts: frozenset[int], which: Q) -> QuerySet[Flag]:
    flags = Flag.objects.filter(which, district_id__in=districts)
    return flags.select_related("case__person", "case__district").order_by("occasion", "pk")
