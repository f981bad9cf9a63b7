"""Genomgång: once a quarter somebody looks at each role and keeps or ends it."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from organisation.access import districts_with, is_administrator
from organisation.models import Appointment, User
from organisation.models.appointments import AppointmentQuerySet
from organisation.roles import Permission, Role
from sig.lib.dates import STOCKHOLM, today


def quarter_of(day: date) -> date:
    """The first day of the quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


@dataclass(frozen=True)
class Looked:
    """A role, and whether it has been looked at. To be given and approved counts as looked at.

    Nothing is lost when nobody looks: it is said, to who should and to the administrator.
    """

    appointment: Appointment
    last: date  # the day of the latest look
    day: date

    @property
    def is_due(self) -> bool:
        """Not looked at this quarter."""
        return self.last < quarter_of(self.day)

    @property
    def is_late(self) -> bool:
        """Nor in the quarter before: one whole quarter went by without a look."""
        return self.last < quarter_of(self.day) - relativedelta(months=3)


def looked_after(user: User) -> AppointmentQuerySet:
    """The roles that are the user's to go through: for a manager, those of the stadsdel.

    For an administrator those of the whole city, and the managers' own.
    """
    mine = Q(role_group__district__in=districts_with(user, Permission.NAME_DEPUTY))
    if is_administrator(user):
        mine |= Q(role_group__district=None) | Q(role_group__role=Role.MANAGER)
    return Appointment.objects.filter(mine)


def looked_at(appointments: AppointmentQuerySet, day: date) -> list[Looked]:
    """The roles in force on ``day``, with the day of the latest look."""
    held = appointments.in_force(day).filter(user__is_active=True).with_looks()
    rows = held.select_related("user", "role_group__district")
    return [Looked(row, _last(row), day) for row in _by_name(rows)]


def waiting(appointments: AppointmentQuerySet) -> list[Appointment]:
    """The roles that wait for a second pair of eyes."""
    rows = appointments.not_over(today()).filter(approved_at=None, user__is_active=True)
    return list(_by_name(rows.select_related("user", "given_by", "role_group__district")))


def _last(row: Appointment) -> date:
    looked = max(filter(None, (row.approved_at, row.kept_at)))
    return max(looked.astimezone(STOCKHOLM).date(), row.valid_from)


def _by_name(rows: AppointmentQuerySet) -> AppointmentQuerySet:
    return rows.order_by("role_group__district__name", "user__last_name", "user__first_name", "pk")
