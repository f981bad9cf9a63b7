from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from audit.models import Versioned
from audit.triggers import locked_when
from cases.models.cases import OfCase
from cases.triggers import decider_stands_apart
from organisation.models import Deputy


class InsatsConsent(OfCase):
    """Consent to the insats itself. Kept apart from consent to sharing (R18)."""

    class Way(models.TextChoices):
        WRITTEN = "written", "Skriftligt"
        ORAL = "oral", "Muntligt, dokumenterat"

    given_on = models.DateField("Lämnat den")
    way = models.CharField("Sätt", max_length=10, choices=Way)
    guardian = models.CharField(
        "Vårdnadshavare som samtycker",
        max_length=200,
        blank=True,
        help_text="Fylls i för den som är under 18 år.",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="insats_consent_once")]


class Criteria(OfCase, Versioned):
    """Ställningstagande om inskrivning (S20 2j): what the decision weighs (R21)."""

    at_risk = models.BooleanField("Risk för återfall eller fortsatt kriminalitet", default=False)
    motivated = models.BooleanField("Motiverad till förändring", default=False)
    needs_support = models.BooleanField("Behöver stöd för att bryta livsstilen", default=False)
    takes_part = models.BooleanField("Vill delta aktivt", default=False)
    resources = models.TextField("Resurser som är kartlagda", max_length=20_000, blank=True)
    # The crime picture in four parts, told by the person and established by others.
    debut_age = models.PositiveSmallIntegerField("Brottsdebut, ålder", null=True, blank=True)
    crime_told = models.TextField(
        "Självrapporterat: typ, mängd, senaste sex månaderna", max_length=20_000, blank=True
    )
    crime_established = models.TextField(
        "Konstaterat: typ, mängd, senaste sex månaderna, källa", max_length=20_000, blank=True
    )
    crime_missing = models.CharField("Om uppgifter saknas: skälet", max_length=300, blank=True)
    # SIG unga only (R21): criminal ties, risk and protective factors.
    youth_factors = models.TextField(
        "Flera brott eller kriminella band, risk- och skyddsfaktorer", max_length=20_000, blank=True
    )
    age_exception = models.CharField(
        "Åldern ligger utanför programmet: skälet till undantag", max_length=300, blank=True
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="criteria_once")]

    @property
    def all_met(self) -> bool:
        return self.at_risk and self.motivated and self.needs_support and self.takes_part


class DecisionStatus(models.TextChoices):
    DRAFT = "draft", "Utkast"
    SUBMITTED = "submitted", "Väntar på beslut"
    RETURNED = "returned", "Återlämnat"
    APPROVED = "approved", "Beviljat"
    DECLINED = "declined", "Avslag"


class Decision(OfCase, Versioned):
    """Beslut om inskrivning och insatsen lots (FL 31–32 §§). Locked once it is taken."""

    status = models.CharField(max_length=10, choices=DecisionStatus, default=DecisionStatus.DRAFT)
    reasons = models.TextField("Motivering", max_length=20_000)
    legal_ground = models.CharField("Lagrum", max_length=120)
    period_from = models.DateField("Insatsen gäller från")
    period_to = models.DateField("till")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    # The title on the day, as beside a signature: it stays when the investigator changes posts.
    submitted_title = models.CharField(max_length=80, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_title = models.CharField(max_length=80, blank=True)
    # When it was taken by the manager's deputy: what let them.
    deputy = models.ForeignKey(Deputy, models.PROTECT, null=True, related_name="+")
    # FL 33 §: the written notice needn't name the officials when threats can be feared (R23).
    unnamed = models.BooleanField(default=False)
    delegation = models.CharField("Delegationspunkt", max_length=60, blank=True)
    answer = models.TextField("Skäl från beslutsfattaren", max_length=20_000, blank=True)
    # What the manager let pass, and why: two staff, age, the police's answer for SIG unga.
    exceptions = ArrayField(models.CharField(max_length=10), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=["draft", "submitted", "returned"]),
                name="decision_one_open",
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")),
                name="decision_period",
                violation_error_message="Insatsen slutar innan den börjar.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="decision_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("drafted_by"))
                & (Q(submitted_by__isnull=True) | ~Q(decided_by=F("submitted_by"))),
                name="decision_by_another",  # R2
            ),
        ]
        triggers = [
            locked_when("decided_is_locked", status__in=["approved", "declined"]),
            decider_stands_apart(),
        ]

    @property
    def is_taken(self) -> bool:
        return self.decided_at is not None
