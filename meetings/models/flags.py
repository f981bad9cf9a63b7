"""The flags for meetings that never were."""

from typing import Self

from django.db import models
from django.db.models import Q

from audit.triggers import never_deleted
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet


class FlagQuerySet(OfCaseQuerySet):
    def raised(self) -> Self:
        return self.filter(cleared_at__isnull=True)


class Flag(OfCase):
    """That a case went past its interval: the occasion and the notices, kept for the statistics.

    Lateness itself is always computed from the case; the flag records that it was noticed.
    """

    # The held meeting, or enrolment, that the interval ran from: one flag per case and occasion.
    occasion = models.DateField()
    raised_at = models.DateTimeField()
    manager_notified_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "occasion"], name="flag_once_per_occasion")
        ]
        indexes = [
            models.Index(
                fields=["district"], condition=Q(cleared_at__isnull=True), name="flag_raised"
            )
        ]
        triggers = [never_deleted()]
