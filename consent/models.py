"""Information given, consent to share, and everything that left the house on it."""

from datetime import MAXYEAR, date
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.triggers import append_only
from cases.models import Case, OfCase
from cases.models.cases import OfCaseQuerySet
from organisation.models import Agency
from sig.lib.dates import swedish, today


def last_day(first: date) -> date:
    """The last day that a consent from ``first`` may reach: the same date twelve months on."""
    day = 28 if (first.month, first.day) == (2, 29) else first.day
    return date(min(first.year + 1, MAXYEAR), first.month, day)


def refuse_future(field: str, day: date | None) -> None:
    """Raise ``ValidationError`` on ``field`` when what is noted as done lies ahead."""
    if day and day > today():
        raise ValidationError({field: "Datumet har inte varit än."})


class InformationKind(models.TextChoices):
    """Kinds of information that a consent may cover (form 3.2). There is no "everything" (R10)."""

    IDENTITY = "identity", "Identitet och kontakt"
    HOUSING = "housing", "Boende"
    HEALTH = "health", "Hälsa"
    SUBSTANCES = "substances", "Missbruk"
    OCCUPATION = "occupation", "Skola och sysselsättning"
    ECONOMY = "economy", "Ekonomi"
    NETWORK = "network", "Familj och nätverk"
    LEISURE = "leisure", "Fritid"
    CRIME = "crime", "Kriminalitet och misstankar"
    THREAT = "threat", "Hotbild"
    PLAN = "plan", "Insatser och plan"
    MEETING = "meeting", "Mötesnärvaro"


class Information(OfCase):
    """That the information letter (form 3.0) was given, to whom and how."""

    class Receiver(models.TextChoices):
        PERSON = "person", "Den enskilde"
        GUARDIAN_1 = "guardian_1", "Vårdnadshavare 1"
        GUARDIAN_2 = "guardian_2", "Vårdnadshavare 2"

    class Format(models.TextChoices):
        WRITTEN = "written", "Skriftligt"
        ORAL = "oral", "Muntligt"
        EASY = "easy", "Lättläst"

    given_on = models.DateField("Lämnad den")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    receivers = ArrayField(
        models.CharField(max_length=12, choices=Receiver), verbose_name="Lämnad till"
    )
    language = models.CharField("Språk och eventuell tolk", max_length=80, default="svenska")
    format = models.CharField("Form", max_length=10, choices=Format)
    understood = models.BooleanField(
        "Jag har försäkrat mig om att barnet har förstått", default=False
    )
    registered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-given_on"]
        triggers = [append_only()]

    def clean(self) -> None:
        refuse_future("given_on", self.given_on)

    @property
    def receiver_labels(self) -> list[str]:
        return [self.Receiver(receiver).label for receiver in self.receivers]


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
    guardian_words = models.TextField("Skäl och mognadsbedömning", blank=True, max_length=20_000)
    exceptions = models.TextField("Får inte delas", blank=True, max_length=20_000)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-registered_at"]
        triggers = [append_only()]


class ConsentGiver(OfCase):
    """Someone who gave the consent: each with way and date."""

    class Role(models.TextChoices):
        PERSON = "person", "Den enskilde"
        GUARDIAN_1 = "guardian_1", "Vårdnadshavare 1"
        GUARDIAN_2 = "guardian_2", "Vårdnadshavare 2"
        OTHER = "other", "Annan berörd"

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

    def clean(self) -> None:
        refuse_future("given_on", self.given_on)


class ConsentRowQuerySet(OfCaseQuerySet):
    def valid(self, day: object) -> Self:
        """Rows in force on ``day``. Withdrawal bites the moment it is written (R11)."""
        return self.standing(day).filter(valid_from__lte=day)

    def standing(self, day: object) -> Self:
        """Rows that can still be withdrawn on ``day``: in force, or to come."""
        return self.filter(withdrawn_at__isnull=True, valid_to__gte=day)


class ConsentRow(OfCase):
    """One recipient, what it may be told, and the period, last day included (R10)."""

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="rows")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="Mottagare")
    kinds = ArrayField(
        models.CharField(max_length=12, choices=InformationKind), verbose_name="Får veta om"
    )
    mutual = models.BooleanField(
        "Gäller åt båda håll",
        default=True,
        help_text="Varje myndighet häver bara sin egen sekretess.",
    )
    valid_from = models.DateField("Från")
    valid_to = models.DateField("Till och med")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_words = models.CharField(
        "Återkallat av och hur", max_length=200, blank=True, editable=False
    )

    objects = ConsentRowQuerySet.as_manager()

    class State(models.TextChoices):
        """How a row stands on a day."""

        ACTIVE = "active", "Gäller"
        COMING = "coming", "Gäller senare"
        ENDED = "ended", "Har gått ut"
        WITHDRAWN = "withdrawn", "Återkallat"

    class Meta:
        ordering = ["valid_to"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__lte=F("valid_to")),
                name="consent_row_period",
                violation_error_message="Medgivandet slutar innan det börjar.",
            ),
            models.CheckConstraint(
                condition=Q(kinds__len__gt=0),
                name="consent_row_kinds",
                violation_error_message="Välj minst ett slags uppgift.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="consent_row_withdrawn_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "agency", "valid_to"]),
            models.Index(
                fields=["district", "valid_to"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_row_ends",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_withdrawal",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    if old.withdrawn_at is not null
                       or (new.id, new.case_id, new.consent_id, new.agency_id, new.kinds,
                           new.mutual, new.valid_from, new.valid_to)
                          is distinct from
                          (old.id, old.case_id, old.consent_id, old.agency_id, old.kinds,
                           old.mutual, old.valid_from, old.valid_to)
                    then raise exception 'a consent row can only be withdrawn';
                    end if;
                    return new;
                """,
            ),
        ]

    def clean(self) -> None:
        """Refuse a period that ends before it starts, or is longer than twelve months."""
        if not (self.valid_from and self.valid_to):
            return
        if self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "Medgivandet slutar innan det börjar."})
        last = last_day(self.valid_from)
        if self.valid_to > last:
            limit = f"Längst till och med {swedish(last, year=True)}."
            raise ValidationError({"valid_to": f"Ett medgivande gäller högst 12 månader. {limit}"})

    @property
    def kind_labels(self) -> list[str]:
        return [InformationKind(kind).label for kind in self.kinds]

    def state(self, day: date) -> State:
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if day < self.valid_from:
            return self.State.COMING
        return self.State.ENDED if day > self.valid_to else self.State.ACTIVE


class DocumentKind(models.TextChoices):
    """What may leave the house."""

    POLICE_REQUEST = "police_request", "Begäran till polisen"
    INVITATION = "invitation", "Kallelse till möte"
    PLAN = "plan", "Plan"
    TRANSFER = "transfer", "Överlämnande"


class Disclosure(OfCase):
    """Something that left the house: to whom, which kinds, on which row, and its hash (R8)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    row = models.ForeignKey(ConsentRow, models.PROTECT, related_name="+")
    document = models.CharField(max_length=20, choices=DocumentKind)
    kinds = ArrayField(models.CharField(max_length=12, choices=InformationKind))
    sha256 = models.CharField(max_length=64, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-sent_at"]
        triggers = [append_only()]

    @property
    def receipt(self) -> str:
        """The short mark that a user reads aloud on the telephone."""
        return self.pk.hex[:4].upper()

    @property
    def kind_labels(self) -> list[str]:
        return [InformationKind(kind).label for kind in self.kinds]


class PoliceResult(models.TextChoices):
    SUITABLE = "suitable", "Lämplig"
    UNSUITABLE = "unsuitable", "Ej lämplig"
    MORE_NEEDED = "more_needed", "Mer underlag behövs"


class PoliceRequestQuerySet(OfCaseQuerySet):
    def unanswered(self) -> Self:
        return self.filter(answer__isnull=True)


class PoliceRequest(OfCase):
    """The question to the police about suitability (S20 2g), on the disclosure that carried it."""

    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    asked_on = models.DateField("Begärd den")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PoliceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on"]
        triggers = [append_only()]


class PoliceAnswer(OfCase):
    """The police's answer. Only a new answer changes it (R12). Threats stand in form 3.3."""

    request = models.OneToOneField(PoliceRequest, models.PROTECT, related_name="answer")
    answered_on = models.DateField("Svar den")
    officer = models.CharField("Svarande", max_length=120)
    result = models.CharField("Resultat", max_length=12, choices=PoliceResult)
    note = models.CharField("Motivering i korthet", max_length=500, blank=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-answered_on", "-registered_at"]
        triggers = [append_only()]

    def clean(self) -> None:
        refuse_future("answered_on", self.answered_on)
        if self.answered_on and self.answered_on < self.request.asked_on:
            asked = swedish(self.request.asked_on, year=True)
            sentence = f"Svaret är äldre än frågan, som ställdes {asked}."
            raise ValidationError({"answered_on": sentence})


def latest_answer(case: Case) -> PoliceAnswer | None:
    """The answer that counts: the last one registered."""
    return PoliceAnswer.objects.of(case).order_by("-registered_at").first()
