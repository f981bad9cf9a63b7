from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.triggers import append_only
from cases.models import ADULT, OfCase
from consent.models.days import refuse_future
from sig.lib.dates import age_on


class Consent(OfCase):
    """Sekretessbrytande medgivande (form 3.2; OSL 12:2). Its rows say who may be told what."""

    class Purpose(models.TextChoices):
        INVESTIGATION = "investigation", "Utredning"
        IMPLEMENTATION = "implementation", "Utredning och genomförande"

    class GuardianGround(models.TextChoices):
        """Why a guardian is missing (R15)."""

        SOLE = "sole", "Ensam vårdnad"
        PREVENTED = "prevented", "Den andra är förhindrad (FB 6:13)"
        BOARD = "board", "Nämndens beslut (FB 6:13 a)"
        MATURITY = "maturity", "Barnets ålder och mognad (OSL 12:3)"

    purpose = models.CharField("Syfte", max_length=20, choices=Purpose)
    informed_meaning = models.BooleanField(
        "Informerad om innebörden, att det är frivilligt och kan återkallas", default=False
    )
    informed_law = models.BooleanField(
        "Informerad om de regler som bryter sekretess ändå", default=False
    )
    guardian_ground = models.CharField(
        "Om en vårdnadshavare saknas: grund", max_length=12, choices=GuardianGround, blank=True
    )
    guardian_words = models.TextField(
        "Skälet till att en vårdnadshavare saknas", blank=True, max_length=20_000
    )
    maturity = models.TextField(
        "Bedömning av barnets ålder och mognad", blank=True, max_length=20_000
    )
    language = models.CharField("Språk och eventuell tolk", max_length=80, default="svenska")
    exceptions = models.TextField("Får inte delas", blank=True, max_length=20_000)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-registered_at"]
        triggers = [append_only()]

    def is_outgrown(self, day: date) -> bool:
        """Whether the person is of age on ``day`` and never gave it: others then can't (R17)."""
        if age_on(self.case.person.birth_date, day) < ADULT:
            return False
        return all(giver.role != ConsentGiver.Role.PERSON for giver in self.givers.all())

    @property
    def is_on_paper(self) -> bool:
        """Whether somebody signed, so that there is an original to keep."""
        return any(giver.way == ConsentGiver.Way.WRITTEN for giver in self.givers.all())


class ConsentGiver(OfCase):
    """Someone who gave the consent: each with way and date."""

    class Role(models.TextChoices):
        PERSON = "person", "Den enskilde"
        GUARDIAN_1 = "guardian_1", "Vårdnadshavare 1"
        GUARDIAN_2 = "guardian_2", "Vårdnadshavare 2"
        OTHER = "other", "Annan berörd"

    GUARDIANS = (Role.GUARDIAN_1, Role.GUARDIAN_2)

    class Way(models.TextChoices):
        WRITTEN = "written", "Skriftligt"
        E_ID = "e_id", "E-legitimation"
        ORAL = "oral", "Muntligt, dokumenterat"

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="givers")
    role = models.CharField("Vem", max_length=12, choices=Role)
    name = models.CharField("Namn", max_length=160)
    way = models.CharField("Sätt", max_length=10, choices=Way)
    given_on = models.DateField("Den")

    class Meta:
        ordering = ["role"]
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "role"],
                condition=~Q(role="other"),
                name="consent_giver_once",
                violation_error_message="Samma person står två gånger.",
            )
        ]
        triggers = [append_only()]

    @property
    def is_guardian(self) -> bool:
        return self.role in self.GUARDIANS

    def clean(self) -> None:
        refuse_future("given_on", self.given_on)
