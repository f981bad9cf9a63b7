from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class LegalReferenceQuerySet(models.QuerySet["LegalReference"]):
    def in_force(self, day: date) -> Self:
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )


class LegalReference(models.Model):
    """A paragraph that a decision may rest on, for as long as it is in force (R58).

    ``under_age`` and ``police_only`` are what a paragraph on disclosure asks of the person (younger
    than so many years) and of the recipient.
    """

    class Use(models.TextChoices):
        ENROLMENT = "enrolment", "Beslut om insats"
        DISCLOSURE = "disclosure", "Utlämnande utan medgivande"

    use = models.CharField(max_length=20, choices=Use)
    text = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    under_age = models.PositiveSmallIntegerField(null=True)
    police_only = models.BooleanField(default=False)

    objects = LegalReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.text
