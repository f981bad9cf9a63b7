"""The stadsdel's checklist: eight questions a year (S20, last page, R59)."""

from typing import Self

from django.db import models
from django.db.models import Q

from audit.models import Signed, Versioned
from audit.triggers import locked_with, never_deleted
from organisation.models.cooperation import OfStadsdel, OfStadsdelQuerySet


class ChecklistQuerySet(OfStadsdelQuerySet):
    def unsigned(self) -> Self:
        return self.filter(signed_at__isnull=True)


class Checklist(OfStadsdel, Signed):
    """A stadsdel's answers of one year, signed by the manager."""

    year = models.PositiveSmallIntegerField(editable=False)

    objects = ChecklistQuerySet.as_manager()

    class Meta(Signed.Meta):
        abstract = False
        ordering = ["-year", "district"]
        constraints = [
            models.UniqueConstraint(fields=["district", "year"], name="checklist_once_a_year"),
            models.UniqueConstraint(fields=["id", "district"], name="checklist_district"),
        ]
        triggers = [*Signed.Meta.triggers, never_deleted()]


class ChecklistAnswer(OfStadsdel, Versioned):
    """The answer to one question, by the question's code: its words are those of the year."""

    class Answer(models.TextChoices):
        YES = "yes", "Ja"
        PARTLY = "partly", "Delvis"
        NO = "no", "Nej"

    checklist = models.ForeignKey(
        Checklist, models.PROTECT, editable=False, related_name="answers", db_index=False
    )
    code = models.CharField(max_length=20, editable=False)
    answer = models.CharField("Svar", max_length=6, choices=Answer)
    evidence = models.TextField("Vad svaret bygger på", max_length=2000)
    # The lägesbild only: the day of the latest one.
    picture_on = models.DateField("Lägesbildens datum", null=True, blank=True)
    # What is done about a no, by whom and by when.
    measure = models.TextField("Vad ni gör åt det", max_length=2000, blank=True)
    responsible = models.CharField("Vem gör det", max_length=120, blank=True)
    due_on = models.DateField("Klart senast", null=True, blank=True)

    class Meta:
        ordering = ["checklist", "code"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "code"], name="checklist_answer_once"),
            models.CheckConstraint(
                condition=~Q(answer="no")
                | ~Q(measure="") & ~Q(responsible="") & Q(due_on__isnull=False),
                name="checklist_no_is_dealt_with",
            ),
            models.CheckConstraint(
                condition=Q(picture_on__isnull=True) | Q(code="picture"),
                name="checklist_picture_day",
            ),
        ]
        triggers = [
            locked_with("signed_is_locked", "followup_checklist", "checklist_id"),
            never_deleted(),
        ]

    @property
    def log_detail(self) -> str:
        return f"{self.checklist.year} {self.code}"
