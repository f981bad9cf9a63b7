"""Avvikelse: what went wrong in the cooperation, and what came of it (S20 Samverkansforum, R36)."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from audit.triggers import append_only, locked_with
from cases.models import Step
from followup.models.lead_group import LeadMinutes
from organisation.models import AgencyKind
from organisation.models.cooperation import OfStadsdel, OfStadsdelQuerySet
from sig.lib.dates import midnight


class DeviationQuerySet(OfStadsdelQuerySet):
    def open(self) -> Self:
        return self.exclude(Exists(_steps(DeviationStep.Kind.CLOSED)))

    def old(self, day: date) -> Self:
        """Reported so long before ``day`` that what is still open is the styrgrupp's (R36)."""
        return self.filter(reported_at__lt=_old_before(day))

    def at_steering_group(self, day: date) -> Self:
        """Those that the styrgrupp sees: open for long, and those that it has answered."""
        return self.old(day).filter(
            ~Exists(_steps(DeviationStep.Kind.CLOSED)) | Exists(_steps(DeviationStep.Kind.ANSWER))
        )

    def unanswered(self) -> Self:
        """Those that the styrgrupp hasn't answered."""
        return self.exclude(Exists(_steps(DeviationStep.Kind.ANSWER)))


def _old_before(day: date) -> datetime:
    return midnight(day - timedelta(days=settings.DEVIATION_DAYS))


def _steps(kind: str) -> models.QuerySet["DeviationStep"]:
    return DeviationStep.objects.filter(deviation=OuterRef("pk"), kind=kind)


class Deviation(OfStadsdel):
    """A failing in the cooperation, as it was reported. What is done about it stands in its steps."""

    class Area(models.TextChoices):
        """What it was that failed."""

        INFORMATION = "information", "Information och sekretess"
        ATTENDANCE = "attendance", "Närvaro på möten"
        RESPONSE = "response", "Svar som dröjer"
        COMMITMENT = "commitment", "Åtagande som inte hålls"
        ROLES = "roles", "Roller och ansvar"
        ACCESS = "access", "Tillgång till insatser"
        OTHER = "other", "Annat"

    parties = ArrayField(
        models.CharField(max_length=20, choices=AgencyKind),
        verbose_name="Samverkan mellan socialtjänsten och",
    )
    step = models.CharField("Steg i processen", max_length=20, choices=Step)
    area = models.CharField("Område", max_length=12, choices=Area)
    words = models.TextField("Vad hände", max_length=1000)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    reported_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DeviationQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parties__len__gt=0) & ~Q(words=""), name="deviation_whole"
            ),
            models.UniqueConstraint(fields=["id", "district"], name="deviation_district"),
        ]
        indexes = [models.Index(fields=["district", "reported_at"], name="deviation_reported")]
        triggers = [append_only()]

    def is_old(self, day: date) -> bool:
        """Whether it is the styrgrupp's on ``day`` if it is still open, as ``old`` asks."""
        return self.reported_at < _old_before(day)

    @property
    def party_words(self) -> str:
        """Who was to work together, in words."""
        return ", ".join(str(AgencyKind(party).label) for party in self.parties)


class DeviationStep(OfStadsdel):
    """One thing done about a deviation. Nothing is changed: what is said anew is a step of its own."""

    class Kind(models.TextChoices):
        TAKEN_UP = "taken_up", "Togs upp i ledningsgruppen"
        ANALYSIS = "analysis", "Analys"
        DECISION = "decision", "Beslut om förbättring"
        ANSWER = "answer", "Styrgruppens svar"
        CLOSED = "closed", "Avslutad"

    deviation = models.ForeignKey(
        Deviation, models.PROTECT, editable=False, related_name="steps", db_index=False
    )
    # 1, 2, 3 …: of two who write at once, the second is asked to look again.
    number = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(max_length=10, choices=Kind, editable=False)
    words = models.TextField("Text", max_length=2000)
    # A decision only: who does it, by function, and by when.
    responsible = models.CharField("Vem gör det", max_length=120, blank=True)
    due_on = models.DateField("Klart senast", null=True, blank=True)
    minutes = models.ForeignKey(
        LeadMinutes, models.PROTECT, null=True, editable=False, related_name="+"
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["deviation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["deviation", "number"], name="deviation_step_number"),
            models.UniqueConstraint(
                fields=["deviation"], condition=Q(kind="closed"), name="deviation_closed_once"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="deviation_step_words"),
            models.CheckConstraint(
                condition=Q(kind="decision", due_on__isnull=False) & ~Q(responsible="")
                | ~Q(kind="decision") & Q(due_on__isnull=True, responsible=""),
                name="deviation_decision_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind="taken_up", minutes__isnull=False)
                | ~Q(kind="taken_up") & Q(minutes__isnull=True),
                name="deviation_taken_up_at_a_meeting",
            ),
        ]
        triggers = [append_only()]

    @property
    def log_detail(self) -> str:
        return str(self.kind)


class LeadMinutesItem(OfStadsdel):
    """What the operativ ledningsgrupp said of one deviation."""

    minutes = models.ForeignKey(
        LeadMinutes, models.PROTECT, editable=False, related_name="items", db_index=False
    )
    deviation = models.ForeignKey(Deviation, models.PROTECT, editable=False, related_name="+")
    said = models.TextField("Det här sades", max_length=2000, blank=True)

    class Meta:
        ordering = [F("deviation__reported_at").asc(), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "deviation"], name="lead_item_once")
        ]
        triggers = [locked_with("signed_is_locked", "followup_leadminutes", "minutes_id")]
