from datetime import datetime, timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.triggers import never_deleted
from cases.models.cases import OfCase, OfCaseQuerySet


class EmergencyAccessQuerySet(OfCaseQuerySet):
    def current(self, now: datetime | None = None) -> Self:
        """Those that let somebody read at ``now``: neither past their time nor ended before it."""
        return self.filter(ends_at__gt=now or timezone.now(), ended_at__isnull=True)

    def unread(self) -> Self:
        """Those that the manager hasn't acknowledged."""
        return self.filter(read_at__isnull=True)


class EmergencyAccess(OfCase):
    """Nödåtkomst: somebody outside the case reads it for some hours, with a reason (R7).

    It ends by itself. The manager is told at once, may end it before that, and marks it as read.
    """

    LONGEST = 24  # hours
    PRESET = 4  # hours

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField("Skäl", max_length=2_000)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    read_at = models.DateTimeField(null=True, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("opened_at"))
                & Q(ends_at__lte=F("opened_at") + timedelta(hours=24)),
                name="emergency_at_most_a_day",
            )
        ]
        indexes = [
            models.Index(
                fields=["user", "case", "ends_at"],
                condition=Q(ended_at__isnull=True),
                name="emergency_current",
            ),
            models.Index(fields=["district", "-opened_at", "-id"], name="emergency_newest"),
        ]
        triggers = [
            never_deleted(),
            pgtrigger.Protect(
                name="terms_are_locked",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("user", "case", "reason", "opened_at", "ends_at"),
            ),
        ]

    @property
    def is_current(self) -> bool:
        return self.ended_at is None and self.ends_at > timezone.now()
