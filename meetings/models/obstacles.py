"""What stands in the way at a partner, and what came of the manager's contact with it (R36)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.triggers import locked_when, never_deleted
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from meetings.models.minutes import Contribution


class ObstacleQuerySet(OfCaseQuerySet):
    def waiting(self) -> Self:
        """Those that no manager has taken up with the partner yet."""
        return self.filter(contacted_on__isnull=True)


class Obstacle(OfCase):
    """An obstacle of signed minutes that goes to the manager, who contacts the partner (R36).

    Its words and its agency are those of the contribution, which is locked with the minutes.
    """

    contribution = models.OneToOneField(Contribution, models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    contacted_on = models.DateField("Kontakten togs den", null=True)
    contacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    outcome = models.CharField("Vad kom fram", max_length=500, blank=True)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contacted_on__isnull=True, contacted_by__isnull=True, outcome="")
                | Q(contacted_on__isnull=False, contacted_by__isnull=False) & ~Q(outcome=""),
                name="obstacle_answered_whole",
            )
        ]
        indexes = [
            models.Index(
                fields=["district"],
                condition=Q(contacted_on__isnull=True),
                name="obstacle_waiting",
            )
        ]
        triggers = [
            never_deleted(),
            locked_when("answered_is_locked", contacted_on__isnull=False),
        ]
