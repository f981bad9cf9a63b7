from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from organisation.roles import Permission


class DistrictQuerySet(models.QuerySet["District"]):
    def in_force(self, day: date) -> Self:
        """The stadsdelar that exist on ``day``."""
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )


class District(models.Model):
    """A stadsdel, for as long as it exists. Its nämnd answers for its own data (F 2001:637 11 §)."""

    name = models.CharField(max_length=80)
    code = models.CharField(max_length=2)  # begins the case number
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the first day that it no longer exists

    objects = DistrictQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        permissions = [(permission.value, permission.name) for permission in Permission]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="district_code_in_force"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="district_valid_period",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """That one stadsdel took over from another, on a date (domain: 24 → 18 → 14 → 13 → 11)."""

    class Kind(models.TextChoices):
        MERGE = "merge", "Sammanslagning"
        SPLIT = "split", "Delning"
        RENAME = "rename", "Namnbyte"

    former = models.ForeignKey(District, models.PROTECT, related_name="successors")
    successor = models.ForeignKey(District, models.PROTECT, related_name="predecessors")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["former", "successor"], name="succession_once")
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.successor}"
