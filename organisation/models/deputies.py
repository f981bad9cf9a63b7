from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from audit.models import Once
from audit.triggers import locked_when
from organisation.models.districts import District
from organisation.roles import DEPUTY_TITLE


# A deputyship is for a leave, and not a second way to become manager: that is a role, given and
# approved by two. No rule says how long, so the year is ours.
LONGEST = 12  # months


class DeputyQuerySet(models.QuerySet["Deputy"]):
    def in_force(self, day: date) -> Self:
        """Those that hold on ``day``: inside their period, and not ended before it was over."""
        return self.filter(valid_from__lte=day, valid_to__gte=day, ended_at__isnull=True)


class Deputy(Once):
    """Ersättare: who has the manager's permissions in a stadsdel, from one day to and with another.

    It rests on a role that the user has there already, and ends by itself: nothing is to be tidied.
    """

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stands_in_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    valid_from = models.DateField("Från och med")
    valid_to = models.DateField("Till och med")
    reason = models.CharField("Skäl", max_length=200)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = DeputyQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__lte=F("valid_to")), name="deputy_valid_period"
            ),
            models.CheckConstraint(
                condition=~Q(user=F("stands_in_for")), name="deputy_of_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(
                    valid_to__lte=ExpressionWrapper(
                        F("valid_from") + timedelta(days=366), models.DateField()
                    )
                ),
                name="deputy_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="deputy_ended_pair",
            ),
        ]
        indexes = [models.Index(fields=["user", "valid_to"], name="deputy_of_user")]
        triggers = [locked_when("ended_is_locked", ended_at__isnull=False)]

    def __str__(self) -> str:
        return f"{self.user}, ersättare för {self.stands_in_for}"

    @property
    def title(self) -> str:
        return DEPUTY_TITLE

    def log_refs(self) -> dict[str, object]:
        # The name only, as for a role: the row tells of no client.
        return {"district_name": self.district.name}

    @property
    def log_detail(self) -> str:
        return f"deputy user {self.user_id}"
