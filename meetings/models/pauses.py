"""Days that don't count towards the interval."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import ExpressionWrapper, F, Func, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit.triggers import never_deleted
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from meetings.interval import ONE_DAY, Pause


class IntervalPauseQuerySet(OfCaseQuerySet):
    def lasting(self) -> list[Pause]:
        """The days of each as they were: until it was ended, or as decided."""
        pauses: Any = self
        return [pause.lasts for pause in pauses if pause.lasts]


# The days that a pause lasts, as in ``IntervalPause.lasts``; none when it was ended before it began.
_DAY_AFTER = ExpressionWrapper(F("to_on") + 1, output_field=models.DateField())
_LASTS = Func(
    F("from_on"),
    Coalesce(F("ended_on"), _DAY_AFTER),
    function="daterange",
    output_field=DateRangeField(),
)


class IntervalPause(OfCase):
    """Days that don't count towards the interval, decided by the manager (R30)."""

    from_on = models.DateField("Från och med")
    to_on = models.DateField("Till och med")
    reason = models.CharField("Skäl", max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    # Ended early: the first day that counts again, which is the first of all if it never began.
    ended_on = models.DateField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = IntervalPauseQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-decided_at"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="pause_period"),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_reason"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__range=(F("from_on"), F("to_on")), ended_by__isnull=False),
                name="pause_ended_inside",
            ),
            ExclusionConstraint(
                name="pause_days_free",
                expressions=[("case", RangeOperators.EQUAL), (_LASTS, RangeOperators.OVERLAPS)],
            ),
        ]
        triggers = [never_deleted()]

    @property
    def lasts(self) -> Pause | None:
        """Its days, or None when it was ended before it began."""
        end = self.ended_on - ONE_DAY if self.ended_on else self.to_on
        return Pause(self.from_on, end) if end >= self.from_on else None
