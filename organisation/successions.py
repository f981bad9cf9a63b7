"""What a merger or a division will mean, in numbers: the administrator sees none of the rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from organisation.models import Appointment, Deputy, District, SuccessionPlan
from sig.lib.dates import today


@dataclass(frozen=True)
class Row:
    """One kind of thing, and how many of it each of the stadsdelar has, in their order."""

    what: str
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


def preview(plan: SuccessionPlan) -> list[Row]:
    """What the stadsdelar that end have today. Only the database counts the cases (``app_user``)."""
    ending = plan.ends
    counted = [_counts(district) for district in ending]
    rows = [Row(what, [one[what] for one in counted]) for what in counted[0]]
    return [*rows, *_staff(ending)]


def _counts(district: District) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("select what, counted from count_of_stadsdel(%s)", [district.pk])
        return dict(cursor.fetchall())


def _staff(districts: Iterable[District]) -> list[Row]:
    held = Appointment.objects.not_over(today())
    given, waits, deputies = [], [], []
    for district in districts:
        here = held.filter(role_group__district=district)
        given.append(here.filter(approved_at__isnull=False).count())
        waits.append(here.filter(approved_at__isnull=True).count())
        deputies.append(
            Deputy.objects.filter(
                district=district, valid_to__gte=today(), ended_at__isnull=True
            ).count()
        )
    return [
        Row("Roller", given),
        Row("Roller som väntar på godkännande", waits),
        Row("Ersättare, nu och framöver", deputies),
    ]
