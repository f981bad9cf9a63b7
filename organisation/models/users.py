from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from audit.models import Counted
from organisation.models.appointments import Appointment, RoleGroup
from organisation.models.deputies import Deputy
from organisation.models.districts import District
from sig.lib.dates import today


class MailChoice(models.TextChoices):
    """How often a user is told by mail that there is something new to do."""

    NEVER = "never", "Aldrig"
    AT_ONCE = "at_once", "När något nytt kommer, högst en gång i timmen"
    DAILY = "daily", "En gång om dagen, klockan 7"
    WEEKLY = "weekly", "En gång i veckan, måndag klockan 7"


class User(AbstractUser, Counted):
    """A member of staff. The outside world has no accounts."""

    title = models.CharField(max_length=80, blank=True)  # befattning, printed beside signatures
    mail_choice = models.CharField(
        "E-post när det finns något att göra",
        max_length=10,
        choices=MailChoice,
        default=MailChoice.DAILY,
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            # Django's own short cuts past every permission: nobody has them.
            models.CheckConstraint(
                condition=Q(is_superuser=False, is_staff=False), name="user_no_superuser"
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def roles(self) -> list[RoleGroup]:
        """The user's roles today, fetched once per request."""
        held = Appointment.objects.in_force(today()).filter(user=self.pk).values("role_group")
        return list(RoleGroup.objects.filter(pk__in=held).select_related("district"))

    def role_in(self, district_id: int | None) -> str:
        """The Swedish name of the role that the user has in a stadsdel, for the log."""
        held: list[RoleGroup | Deputy] = [*self.roles, *self.deputyships]
        names = [
            role.title
            for role in held
            if district_id is None or role.district is None or district_id in role.district.files
        ]
        return ", ".join(names) or "Ingen roll"

    @cached_property
    def deputyships(self) -> list[Deputy]:
        """Where the user is the manager's deputy today, fetched once per request."""
        mine = Deputy.objects.in_force(today()).filter(user=self.pk)
        return list(mine.select_related("district", "stands_in_for"))


class DistrictGroupPermission(GroupObjectPermissionBase):
    """guardian's table of group permissions, with a direct key: no casts, no orphans."""

    content_object = models.ForeignKey(District, models.CASCADE)


class DistrictUserPermission(UserObjectPermissionBase):
    """guardian asks for this table too. It stays empty: rights come through roles."""

    content_object = models.ForeignKey(District, models.CASCADE)
