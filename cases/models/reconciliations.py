"""Ärendeavstämning (S20): the manager walks the unit's open cases, one after the other.

Not the meeting of that name (``MeetingType.RECONCILIATION``), which is held about one case.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.models import Once
from audit.triggers import append_only, locked_when, never_deleted
from cases.models.cases import Case, OfCase
from organisation.models import District, User


class ReconciliationQuerySet(models.QuerySet["Reconciliation"]):
    def going_on(self, user: User) -> Self:
        """The rounds that ``user`` has begun and not ended: one in each stadsdel at most."""
        return self.filter(begun_by=user.pk, ended_at__isnull=True).select_related("district")


class Reconciliation(Once):
    """One round through a stadsdel's open cases, by one manager. It may be left and taken up again."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = ReconciliationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "begun_by"],
                condition=Q(ended_at__isnull=True),
                name="reconciliation_one_at_a_time",
            ),
            models.UniqueConstraint(fields=["id", "district"], name="reconciliation_district"),
        ]
        triggers = [locked_when("ended_is_locked", ended_at__isnull=False), never_deleted()]

    def __str__(self) -> str:
        return f"Reconciliation {self.pk}"

    def log_refs(self) -> dict[str, object]:
        return {"district_id": self.district_id, "district_name": self.district.name}


class Reconciled(OfCase):
    """What the manager noted of one case in a round, and decided. No decision is "inget att besluta"."""

    reconciliation = models.ForeignKey(
        Reconciliation, models.PROTECT, editable=False, related_name="reconciled", db_index=False
    )
    note = models.TextField("Anteckning", max_length=2000, blank=True)
    decision = models.TextField("Vad du beslutar", max_length=2000, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    noted_title = models.CharField(max_length=80, blank=True, editable=False)
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reconciliation", "case"], name="reconciled_once_a_round"
            )
        ]
        indexes = [models.Index(fields=["case", "-noted_at"], name="reconciled_latest")]
        triggers = [append_only()]


def reconciled_last(case: Case) -> Reconciled | None:
    """What was noted when the case was last gone through, in whatever round."""
    return Reconciled.objects.of(case).select_related("noted_by").first()
