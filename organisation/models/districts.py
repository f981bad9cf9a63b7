from collections.abc import Collection
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from organisation.roles import Permission


class DistrictQuerySet(models.QuerySet["District"]):
    def in_force(self, day: date) -> Self:
        """The stadsdelar that exist on ``day``."""
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )

    def answering_for(self, pks: Collection[int]) -> Self:
        """These stadsdelar themselves, and those that have taken over their files."""
        return self.filter(Q(pk__in=pks) | Q(keeps__overlap=list(pks)))


class District(models.Model):
    """A stadsdel, for as long as it exists. Its nämnd answers for its own data (F 2001:637 11 §).

    When it ends its rows stay its own. ``keeps`` are the keys of those whose files another answers
    for besides its own, and ``taken_over_by`` is what that one is called. Only the database writes
    them, as it carries out a plan (docs/adr/0010).
    """

    name = models.CharField(max_length=80)
    code = models.CharField(max_length=2)  # begins the case number
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the first day that it no longer exists
    keeps = ArrayField(models.IntegerField(), default=list, db_default=[], editable=False)
    taken_over_by = models.CharField(max_length=80, blank=True, db_default="", editable=False)

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
        return f"{self.name} (nu {self.taken_over_by})" if self.taken_over_by else self.name

    @property
    def files(self) -> list[int]:
        """The keys of the stadsdelar whose files it answers for, its own first."""
        return [self.pk, *self.keeps]


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
