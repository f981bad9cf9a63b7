from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.models import Signed, Versioned
from audit.triggers import append_only, locked_with
from cases.models.cases import OfCase
from cases.models.rows import Row


class ThreatLevel(models.IntegerChoices):
    NONE = 1, "Ingen känd"
    LOW = 2, "Låg"
    RAISED = 3, "Förhöjd"
    HIGH = 4, "Hög"


class ThreatAssessment(OfCase, Versioned, Signed):
    """Hotbildsbedömning (form 3.3). Read by fewer than the case; never part of what is handed out."""

    class Against(models.TextChoices):
        PARTICIPANT = "participant", "Deltagaren"
        RELATIVE = "relative", "Anhörig"
        STAFF = "staff", "Personal"
        ORGANISATION = "organisation", "Förvaltningen"
        PARTNER = "partner", "Annan aktör"

    class Capacity(models.TextChoices):
        UNKNOWN = "unknown", "Okänd"
        NONE = "none", "Inget känt våld eller vapen"
        VIOLENCE = "violence", "Tidigare våld"
        WEAPONS = "weapons", "Tillgång till vapen"

    class Certainty(models.TextChoices):
        LOW = "low", "Osäker"
        MEDIUM = "medium", "Ganska säker"
        HIGH = "high", "Säker"

    class IdentityProtection(models.TextChoices):
        NOT_NEEDED = "not_needed", "Behövs inte"
        NEEDED = "needed", "Behövs"
        IN_PLACE = "in_place", "Finns"

    made_on = models.DateField("Bedömningen gjord")
    assessors = models.CharField("Bedömare", max_length=200, help_text="Minst två namn.")
    against = ArrayField(
        models.CharField(max_length=20, choices=Against),
        verbose_name="Hot mot",
        blank=True,
        default=list,
    )
    description = models.TextField("Vem eller vilken miljö, och varför", max_length=20_000)
    actuality = models.CharField("Senaste hotet: när och hur", max_length=300, blank=True)
    capacity = models.CharField("Förmåga till våld", max_length=20, choices=Capacity, blank=True)
    capacity_words = models.TextField("Mer om förmågan", max_length=20_000, blank=True)
    places = models.TextField("Platser och tider att undvika", max_length=20_000, blank=True)
    vulnerability = models.TextField(
        "Sårbarhet",
        max_length=20_000,
        blank=True,
        help_text="Känd bostad, sociala medier, barn, arbete.",
    )
    level = models.PositiveSmallIntegerField("Hotnivå", choices=ThreatLevel, null=True, blank=True)
    police_view = models.TextField("Polisens bedömning, kontakt och datum", max_length=20_000)
    certainty = models.CharField("Bedömningen är", max_length=10, choices=Certainty, blank=True)
    identity_protection = models.CharField(
        "Skyddade personuppgifter", max_length=12, choices=IdentityProtection, blank=True
    )
    reassess_on = models.DateField("Ny bedömning senast", null=True, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+"
    )
    correction_reason = models.CharField("Skäl till rättelsen", max_length=300, blank=True)

    class Meta(Signed.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | Q(level__isnull=False, reassess_on__isnull=False),
                name="threat_signed_complete",
            )
        ]


class ThreatRow(Row):
    """A line of the assessment, locked with it."""

    assessment = models.ForeignKey(ThreatAssessment, models.PROTECT, related_name="+")

    class Meta(Row.Meta):
        abstract = True
        triggers = [
            locked_with("row_of_signed_is_locked", "cases_threatassessment", "assessment_id")
        ]


class ThreatSource(ThreatRow):
    """What the assessment rests on: a talk with the participant, the police, others."""

    class Kind(models.TextChoices):
        PARTICIPANT = "participant", "Samtal med deltagaren"
        POLICE = "police", "Polisen"
        RELATIVE = "relative", "Anhörig"
        OTHER = "other", "Annan"

    kind = models.CharField("Källa", max_length=20, choices=Kind)
    told = models.TextField("Vem, och vad", max_length=20_000)
    on = models.DateField("Den", null=True, blank=True)


class ThreatMeasure(ThreatRow):
    """A measure that the assessors propose to the manager."""

    what = models.TextField("Åtgärd", max_length=20_000)
    responsible = models.CharField("Ansvarig", max_length=160, blank=True)
    due_on = models.DateField("Klart senast", null=True, blank=True)


class ThreatReading(OfCase):
    """That a manager has read a signed assessment, and when (R37). Append-only."""

    assessment = models.ForeignKey(ThreatAssessment, models.PROTECT, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "user"], name="threat_reading_once")
        ]
        triggers = [append_only()]


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
