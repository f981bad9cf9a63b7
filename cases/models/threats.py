from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.models import Signed
from cases.models.cases import OfCase


class ThreatLevel(models.IntegerChoices):
    NONE = 1, "Ingen känd"
    LOW = 2, "Låg"
    RAISED = 3, "Förhöjd"
    HIGH = 4, "Hög"


class ThreatAssessment(OfCase, Signed):
    """Hotbildsbedömning (form 3.3). Read by fewer than the case; never part of what is handed out."""

    class Against(models.TextChoices):
        PARTICIPANT = "participant", "Deltagaren"
        RELATIVE = "relative", "Anhörig"
        STAFF = "staff", "Personal"
        ORGANISATION = "organisation", "Förvaltningen"
        PARTNER = "partner", "Annan aktör"

    made_on = models.DateField("Bedömningen gjord")
    assessors = models.CharField("Bedömare", max_length=200, help_text="Minst två namn.")
    sources = models.TextField(
        "Källor", max_length=20_000, help_text="Samtal med deltagaren, polis, andra."
    )
    against = ArrayField(
        models.CharField(max_length=20, choices=Against),
        verbose_name="Hot mot",
        blank=True,
        default=list,
    )
    description = models.TextField("Vem eller vilken miljö, och varför", max_length=20_000)
    level = models.PositiveSmallIntegerField("Hotnivå", choices=ThreatLevel, null=True, blank=True)
    police_view = models.TextField("Polisens bedömning, kontakt och datum", max_length=20_000)
    proposed_measures = models.TextField("Föreslagna åtgärder", blank=True, max_length=20_000)
    reassess_on = models.DateField("Ny bedömning senast", null=True, blank=True)

    class Meta(Signed.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | Q(level__isnull=False, reassess_on__isnull=False),
                name="threat_signed_complete",
            )
        ]


class ThreatDecision(OfCase):
    """The manager's decision on measures, taken after consulting the police (S20 2k, R21, R37)."""

    assessment = models.OneToOneField(ThreatAssessment, models.PROTECT, related_name="decision")
    measures = models.TextField(
        "Beslut om åtgärder", max_length=20_000, help_text="Skriv ”inga” om inget behövs."
    )
    police_contact = models.CharField("Samråd med polisen: namn", max_length=120)
    police_consulted_on = models.DateField("Samråd den")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
