"""Step 6: how an enrolment ended, and that the case was opened again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.triggers import append_only
from cases.models import OfCase, Outcome
from followup.models.assessments import Assessment


class Discharge(OfCase):
    """Utskrivning (S20 6c, R48–R50): the reason, who decided and why. A case has one per ending."""

    class Offer(models.TextChoices):
        """Continued support was offered, and what was answered (R50)."""

        ACCEPTED = "accepted", "Erbjudet, tackade ja"
        DECLINED = "declined", "Erbjudet, tackade nej"
        UNANSWERED = "unanswered", "Erbjudet, har inte svarat"
        NOT_POSSIBLE = "not_possible", "Kunde inte erbjudas"

    class Way(models.TextChoices):
        """How the person is reached afterwards. The number and address stand in the main system."""

        PHONE = "phone", "Telefon"
        LETTER = "letter", "Brev"
        GUARDIAN = "guardian", "Genom vårdnadshavare"

    # 1 for the first ending; a case that was opened again ends once more.
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    outcome = models.CharField(
        "Orsak",
        max_length=20,
        choices=[(outcome.value, outcome.label) for outcome in Outcome.of_discharge()],
    )
    reasons = models.TextField("Motivering", max_length=20_000)
    informed_on = models.DateField("Den enskilde informerad den", null=True, blank=True)
    # The last 3.4 (R48), or why there is none.
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, editable=False, related_name="+"
    )
    no_assessment = models.CharField("Skäl", max_length=1000, blank=True)
    # R49: why the attempts to reach the person are enough, though they are few.
    few_attempts = models.CharField("Skäl", max_length=1000, blank=True)
    remaining = models.TextField("Insatser som fortsätter", blank=True, max_length=20_000)
    offer = models.CharField("Fortsatt stöd", max_length=12, choices=Offer, blank=True)
    offer_words = models.CharField(
        "Vilket stöd, och hur det besvarades", max_length=1000, blank=True
    )
    relatives = models.CharField("Kontakten med anhöriga", max_length=1000, blank=True)
    # R46: the person lets us ask how it goes, from this day and in this way.
    later_consent_on = models.DateField("Samtycke lämnat den", null=True, blank=True)
    later_way = models.CharField("Nås genom", max_length=10, choices=Way, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_title = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="discharge_once_per_ending"),
            models.CheckConstraint(
                condition=Q(later_consent_on__isnull=True, later_way="")
                | Q(later_consent_on__isnull=False) & ~Q(later_way=""),
                name="discharge_later_with_consent",
            ),
        ]
        triggers = [append_only()]

    @property
    def reopened(self) -> "Reopening | None":
        """How the case was opened again, if it was."""
        return getattr(self, "reopening", None)


class Reopening(OfCase):
    """A discharged case is opened again: by whom and why. The discharge stays as it was."""

    discharge = models.OneToOneField(Discharge, models.PROTECT, related_name="reopening")
    reason = models.TextField("Skäl", max_length=20_000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_title = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        triggers = [append_only()]


class ContactAttempt(OfCase):
    """An attempt to reach the person (R49). Entered all along; append-only."""

    class Way(models.TextChoices):
        PHONE = "phone", "Telefon"
        MESSAGE = "message", "Sms eller e-post"
        LETTER = "letter", "Brev"
        VISIT = "visit", "Hembesök"
        FIELD = "field", "Uppsökande i området"
        OTHERS = "others", "Genom anhörig eller samverkanspart"

    class Result(models.TextChoices):
        REACHED = "reached", "Nåddes"
        NO_ANSWER = "no_answer", "Inget svar"
        NOT_THERE = "not_there", "Fanns inte där"
        MESSAGE_LEFT = "message_left", "Meddelande lämnat"
        DECLINED = "declined", "Ville inte ha kontakt"

    tried_on = models.DateField("Dag")
    way = models.CharField("Sätt", max_length=10, choices=Way)
    result = models.CharField("Utfall", max_length=12, choices=Result)
    words = models.CharField("Anteckning", max_length=500, blank=True)
    tried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["tried_on", "noted_at"]
        triggers = [append_only()]

    @property
    def reached(self) -> bool:
        """Whether the person was reached: the attempts before it count no more."""
        return self.result in (self.Result.REACHED, self.Result.DECLINED)
