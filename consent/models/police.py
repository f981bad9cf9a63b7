from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from audit.triggers import append_only
from cases.models import Case, OfCase
from cases.models.cases import OfCaseQuerySet
from consent.models.days import refuse_future
from consent.models.disclosures import Disclosure
from sig.lib.dates import swedish


class PoliceResult(models.TextChoices):
    SUITABLE = "suitable", "Lämplig"
    UNSUITABLE = "unsuitable", "Ej lämplig"
    MORE_NEEDED = "more_needed", "Mer underlag behövs"


class PoliceRequestQuerySet(OfCaseQuerySet):
    def waiting(self) -> Self:
        """Neither answered nor stopped by a withdrawal."""
        return self.filter(answer__isnull=True, disclosure__row__withdrawn_at__isnull=True)


class PoliceRequest(OfCase):
    """The question to the police about suitability (S20 2g), on the disclosure that carried it."""

    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    asked_on = models.DateField("Begärd den")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PoliceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on"]
        triggers = [append_only()]

    @property
    def stopped_at(self) -> datetime | None:
        """When the consent that it rests on was withdrawn, if that was before any answer (R11).

        Computed from the row, so that no request can miss being stopped.
        """
        row = self.disclosure.row
        return None if row is None or hasattr(self, "answer") else row.withdrawn_at


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
