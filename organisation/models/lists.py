from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class ListKind(models.TextChoices):
    """The lists that the municipality decides on."""

    AREA = "area", "Livsområden (3.1)"
    NEED_SCALE = "need_scale", "Skala för behov (3.1)"
    WILL_SCALE = "will_scale", "Skala för vilja till förändring (3.1)"
    PRACTICAL = "practical", "Praktiska behov (3.1)"
    SUPPORT = "support", "Andra insatser"
    RELATIVE_SUPPORT = "relative_support", "Stöd till anhöriga"
    CHECKLIST = "checklist", "Checklista för stadsdelen"
    TALK_GENERAL = "talk_general", "Generella säkerhetsåtgärder (2.1)"
    TALK_MEDIA = "talk_media", "Sociala medier (2.2)"
    COMPETENCE = "competence", "Kompetenskrav (2.3)"


class ListItemQuerySet(models.QuerySet["ListItem"]):
    def of(self, kind: ListKind) -> Self:
        return self.filter(kind=kind)

    def in_force(self, day: date) -> Self:
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )


class ListItem(models.Model):
    """A line of a list: an area, a step of a scale, a line of a checklist, for as long as it holds.

    A line that changes its words is ended and followed by one with the same ``code``: a record
    stores the code, and is read with the words of its own day.
    """

    kind = models.CharField(max_length=20, choices=ListKind)
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    # An area only: the kind of information that it tells, in the codes of the consent (form 3.2).
    tells = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ListItemQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "valid_from"], name="list_item_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="list_item_period",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def log_refs(self) -> dict[str, object]:
        return {}  # of no client

    @property
    def log_detail(self) -> str:
        return f"{self.kind} {self.code}"
