from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from organisation.models.agencies import AUTHORITIES, AgencyKind


class LegalReferenceQuerySet(models.QuerySet["LegalReference"]):
    def in_force(self, day: date) -> Self:
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )

    def cited(self, use: "LegalReference.Use", day: date) -> str:
        """The paragraph that answers for ``use`` on ``day``; empty when none is in force."""
        return self.in_force(day).filter(use=use).values_list("text", flat=True).first() or ""


class LegalReference(models.Model):
    """A paragraph that the product relies on or cites, for as long as it is in force (R58).

    ``under_age`` and ``recipients`` are what a paragraph on disclosure asks of the person (younger
    than so many years) and of the one who is told.
    """

    class Use(models.TextChoices):
        ENROLMENT = "enrolment", "Beslut om insats"
        APPEAL = "appeal", "Överklagande"
        UNNAMED = "unnamed", "Tjänstemannens namn utelämnas"
        BIAS = "bias", "Jäv"
        DISCLOSURE = "disclosure", "Utlämnande utan medgivande"
        COURT_CONTENT = "court_content", "Innehållet i ett yttrande till domstol"
        COURT_TIME = "court_time", "Tiden för ett yttrande till domstol"
        COURT_NEEDED = "court_needed", "Yttrande före ungdomsvård"

    class Recipients(models.TextChoices):
        ANYONE = "anyone", "Alla"
        AUTHORITY = "authority", "Bara myndigheter"
        POLICE = "police", "Bara polisen"

    use = models.CharField(max_length=20, choices=Use)
    text = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    under_age = models.PositiveSmallIntegerField(null=True)
    recipients = models.CharField(max_length=10, choices=Recipients, default=Recipients.ANYONE)

    objects = LegalReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]

    def reaches(self, kind: str) -> bool:
        """Whether it lets this kind of partner be told."""
        if self.recipients == self.Recipients.POLICE:
            return kind == AgencyKind.POLICE
        return self.recipients == self.Recipients.ANYONE or kind in AUTHORITIES

    def __str__(self) -> str:
        return self.text

    def log_refs(self) -> dict[str, object]:
        return {}  # of no client

    @property
    def log_detail(self) -> str:
        return f"{self.use} {self.pk}"
