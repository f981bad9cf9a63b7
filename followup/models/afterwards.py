"""Efteruppföljning: the person is asked how it goes 6 and 12 months after the end (R46)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.triggers import locked_when, never_deleted
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from followup.models.discharge import Discharge


class AfterCheckQuerySet(OfCaseQuerySet):
    def waiting(self) -> Self:
        """Not asked yet, of an ending that still holds."""
        return self.filter(answer="", discharge__reopening__isnull=True)


class AfterCheck(OfCase):
    """One question after the end, asked with the person's consent. Once answered it is locked."""

    class Answer(models.TextChoices):
        ANSWERED = "answered", "Svarade"
        NOT_REACHED = "not_reached", "Nåddes inte"
        DECLINED = "declined", "Ville inte svara"

    discharge = models.ForeignKey(Discharge, models.PROTECT, editable=False, related_name="checks")
    months = models.PositiveSmallIntegerField(editable=False)
    due_on = models.DateField(editable=False)
    answer = models.CharField("Utfall", max_length=12, choices=Answer, blank=True)
    asked_on = models.DateField("Dag", null=True, blank=True)
    words = models.TextField("Hur det går", blank=True, max_length=20_000)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = AfterCheckQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["discharge", "months"], name="after_check_once"),
            models.CheckConstraint(
                condition=Q(answer="", asked_on__isnull=True, answered_at__isnull=True)
                | ~Q(answer="") & Q(asked_on__isnull=False, answered_at__isnull=False),
                name="after_check_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "due_on"], condition=Q(answer=""), name="after_check_waiting"
            )
        ]
        triggers = [locked_when("answered_is_locked", answered_at__isnull=False), never_deleted()]
