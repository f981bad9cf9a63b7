from datetime import date, datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Max, Q, Value
from django.utils import timezone

from audit.models import Once
from audit.triggers import append_only, locked_when, never_deleted
from organisation.models.districts import District
from organisation.roles import Role
from sig.lib.rowsecurity import SYSTEM


_LASTS = Func(
    F("valid_from"),
    F("valid_to"),
    Value("[]"),
    function="daterange",
    output_field=DateRangeField(),
)


def _four_eyes() -> pgtrigger.Trigger:
    """Whoever acts gives in their own name and unapproved, and approves in their own name.

    Nobody acts in the shell, where the first roles are given. An approval is never taken back:
    the role ends.
    """
    return pgtrigger.Trigger(
        name="four_eyes",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
        if coalesce(app_user(), {SYSTEM}) = {SYSTEM} then return new; end if;
        if tg_op = 'INSERT' then
            if new.approved_at is not null or new.given_by_id is distinct from app_user() then
                raise exception 'four_eyes: a role is given in one''s own name and not approved'
                    using errcode = 'check_violation';
            end if;
        elsif (new.approved_at, new.approved_by_id)
            is distinct from (old.approved_at, old.approved_by_id)
            and (old.approved_at is not null or new.approved_by_id is distinct from app_user())
        then
            raise exception 'four_eyes: a role is approved once, in one''s own name'
                using errcode = 'check_violation';
        end if;
        return new;
        """,
    )


class RoleGroup(models.Model):
    """A role in a stadsdel, or in the whole city when ``district`` is empty.

    Its Django group holds guardian's object permissions on the stadsdel; they follow roles.py.
    """

    group = models.OneToOneField(Group, models.CASCADE, primary_key=True)
    role = models.CharField(max_length=20, choices=Role)
    district = models.ForeignKey(District, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role", "district"], nulls_distinct=False, name="role_once_per_district"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.district or 'hela staden'}"

    @property
    def title(self) -> str:
        return self.get_role_display()


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, day: date) -> Self:
        """Those that give access on ``day``: approved, inside their period, and not ended before."""
        return self.not_over(day).filter(approved_at__isnull=False, valid_from__lte=day)

    def not_over(self, day: date) -> Self:
        """Those in force, those that wait for approval and those that begin later."""
        return self.filter(ended_at__isnull=True).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def with_looks(self) -> Self:
        """``kept_at`` says when somebody last went through it."""
        return self.annotate(kept_at=Max("reviews__kept_at"))


class Appointment(Once):
    """That a user has a role, from one day and perhaps to and with another. Every access rests on it.

    It gives nothing until somebody else than the giver has approved it, and ends by itself after
    its last day: the question of access asks for the dates at every request. What was given is
    never changed; it ends, and another follows. ``given_by`` is empty when the shell or an earlier
    version gave it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    role_group = models.ForeignKey(RoleGroup, models.PROTECT, related_name="appointments")
    valid_from = models.DateField("Från och med")
    valid_to = models.DateField("Till och med", null=True, blank=True)
    reason = models.CharField("Skäl", max_length=200)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = AppointmentQuerySet.as_manager()

    # Filled in by ``with_looks``: not a column.
    kept_at: datetime | None = None

    class Meta:
        ordering = ["-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="appointment_period",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True)
                | Q(given_by__isnull=True)
                | Q(approved_by__isnull=False)
                & ~Q(approved_by=F("given_by"))
                & ~Q(approved_by=F("user")),
                name="appointment_four_eyes",
            ),
            ExclusionConstraint(
                name="appointment_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role_group", RangeOperators.EQUAL),
                    (_LASTS, RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(ended_at=None), name="appointment_of_user")
        ]
        triggers = [
            locked_when("ended_is_locked", ended_at__isnull=False),
            never_deleted(),
            _four_eyes(),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role_group}"

    @property
    def role(self) -> Role:
        return Role(self.role_group.role)

    @property
    def district(self) -> District | None:
        return self.role_group.district

    def log_refs(self) -> dict[str, object]:
        # The name only: the row tells of no client, so it isn't walled by stadsdel.
        return {"district_name": self.district.name if self.district else ""}

    @property
    def log_detail(self) -> str:
        return f"{self.role.value} user {self.user_id}"


class AppointmentReview(models.Model):
    """That a role was looked at and kept: once a quarter by the manager, or by the administrator."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="reviews")
    quarter = models.DateField()  # its first day
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_title = models.CharField(max_length=80)  # on the day of signing

    class Meta:
        ordering = ["-quarter", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "quarter"], name="appointment_reviewed_once"
            )
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.quarter}"

    def log_refs(self) -> dict[str, object]:
        return self.appointment.log_refs()

    @property
    def log_detail(self) -> str:
        return self.appointment.log_detail
