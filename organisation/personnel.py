"""Who may see what is written about the staff: the person, their own manager, and few others.

A deputy is a colleague of those whom it is about, so a deputyship gives nothing here.
"""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from organisation.access import districts_with, operative_staff
from organisation.models import CompetenceRecord, District, SafetyTalk, User
from organisation.models.competence import CompetenceQuerySet
from organisation.models.safety import SafetyTalkQuerySet
from organisation.roles import OPERATIVE, Permission


def leads(user: User, employee: User, district_id: int) -> bool:
    """Whether ``user`` is the employee's own manager: of the stadsdel where they meet clients."""
    if user == employee or district_id not in districts_with(user, Permission.LEAD_STAFF):
        return False
    return operative_staff([district_id]).filter(pk=employee.pk).exists()


class Led(NamedTuple):
    """Somebody who meets clients in a stadsdel, to the manager there."""

    employee: User
    district: District


def led_staff(user: User) -> list[Led]:
    """Those whom the user is the manager of, by stadsdel."""
    led = districts_with(user, Permission.LEAD_STAFF)
    districts = {role.district for role in user.roles if role.district and role.district_id in led}
    return [
        Led(employee, district)
        for district in sorted(districts, key=str)
        for employee in operative_staff([district.pk]).exclude(pk=user.pk)
    ]


def own_talks(user: User) -> SafetyTalkQuerySet:
    """The talks that were held with the user, from the day they are signed."""
    return SafetyTalk.objects.signed().filter(employee=user.pk)


def sent_talks(user: User) -> SafetyTalkQuerySet:
    """What the security function has been sent."""
    reached = districts_with(user, Permission.READ_SENT_TALKS)
    return SafetyTalk.objects.filter(sent_at__isnull=False, district__in=reached)


def talks_led(user: User) -> SafetyTalkQuerySet:
    """The talks with those whom the user is the manager of, drafts too."""
    led = Q(pk__in=[])
    for district in districts_with(user, Permission.LEAD_STAFF):
        led |= Q(
            district=district, employee__in=operative_staff([district]).order_by().values("pk")
        )
    return SafetyTalk.objects.filter(led).exclude(employee=user.pk)


def talks_for(user: User) -> SafetyTalkQuerySet:
    """Every talk that the user may open."""
    opened = (own_talks(user), talks_led(user), sent_talks(user))
    keys = (Q(pk__in=talks.order_by().values("pk")) for talks in opened)
    return SafetyTalk.objects.filter(reduce(or_, keys))


def competence_led(user: User) -> CompetenceQuerySet:
    """The assessments that the user makes as manager: of those they lead, and of candidates."""
    led = Q(pk__in=[])
    for district in districts_with(user, Permission.LEAD_STAFF):
        staff = operative_staff([district]).order_by().values("pk")
        led |= Q(district=district) & (Q(employee__isnull=True) | Q(employee__in=staff))
    return CompetenceRecord.objects.filter(led).exclude(employee=user.pk)


def own_competence(user: User) -> CompetenceQuerySet:
    """What was assessed of the user, from the day that it is signed."""
    return CompetenceRecord.objects.signed().filter(employee=user.pk)


def competence_for(user: User) -> CompetenceQuerySet:
    """Every assessment that the user may open."""
    led, own = (
        found.order_by().values("pk") for found in (competence_led(user), own_competence(user))
    )
    return CompetenceRecord.objects.filter(Q(pk__in=led) | Q(pk__in=own))


def is_operative(user: User) -> bool:
    """Whether the user meets clients anywhere: then talks are held with them."""
    return any(role.role in OPERATIVE for role in user.roles)
