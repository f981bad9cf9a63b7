"""Yttrande till domstol eller åklagare (LUL 11 §): asked for, sent, and what the judgment said."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from audit.models import Versioned
from audit.triggers import never_deleted
from cases.models.cases import OfCase, OfCaseQuerySet


# A youth is tried within weeks of the charge: after two months somebody should ask the court.
JUDGMENT_WITHIN = timedelta(days=60)


class CourtStatementQuerySet(OfCaseQuerySet):
    def unsent(self) -> Self:
        return self.filter(sent_on__isnull=True, judged_on__isnull=True)

    def judgment_awaited(self, day: date) -> Self:
        """Those that were sent so long before ``day`` that the judgment should be known."""
        return self.filter(sent_on__lt=day - JUDGMENT_WITHIN, judged_on__isnull=True)


class CourtStatement(OfCase, Versioned):
    """One statement asked for in the case. The text itself is written and kept in the main system."""

    class Requester(models.TextChoices):
        PROSECUTOR = "prosecutor", "Åklagare"
        COURT = "court", "Tingsrätt"
        APPEAL = "appeal", "Hovrätt"

    class PartOf(models.TextChoices):
        """Where social insatsgrupp stands in what nämnden proposes."""

        CONTRACT = "contract", "Ungdomskontrakt"
        CARE_PLAN = "care_plan", "Vårdplan"
        NOT = "not", "Ingår inte"
        MISSING = "missing", "Uppgift saknas"

    class Answer(models.TextChoices):
        YES = "yes", "Ja"
        NO = "no", "Nej"
        MISSING = "missing", "Uppgift saknas"

    requester = models.CharField("Begärt av", max_length=10, choices=Requester)
    authority = models.CharField("Vilken domstol eller kammare", max_length=120, blank=True)
    asked_on = models.DateField("Begärt den")
    due_on = models.DateField("Svar senast")
    part_of = models.CharField(
        "Social insatsgrupp ingår i", max_length=10, choices=PartOf, default=PartOf.MISSING
    )
    before_judgment = models.CharField(
        "Insatsen börjar före domen", max_length=7, choices=Answer, default=Answer.MISSING
    )
    sent_on = models.DateField("Skickat den", null=True, blank=True)
    reference = models.CharField("Beteckning i huvudsystemet", max_length=60, blank=True)
    judged_on = models.DateField("Dom den", null=True, blank=True)
    outcome = models.TextField("Vad domen blev", max_length=2000, blank=True)
    sentenced = models.CharField(
        "Dömd till social insatsgrupp", max_length=7, choices=Answer, blank=True
    )

    objects = CourtStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on"))
                & (Q(sent_on__isnull=True) | Q(sent_on__gte=F("asked_on")))
                & (Q(judged_on__isnull=True) | Q(judged_on__gte=F("asked_on"))),
                name="court_statement_in_order",
            ),
            models.CheckConstraint(
                condition=Q(judged_on__isnull=True, outcome="", sentenced="")
                | Q(judged_on__isnull=False) & ~Q(sentenced=""),
                name="court_judgment_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "due_on"],
                condition=Q(judged_on__isnull=True),
                name="court_statement_open",
            )
        ]
        triggers = [never_deleted()]

    @property
    def state(self) -> str:
        """How far it has come, in a word or two."""
        if self.judged_on:
            return "Dom finns"
        return "Skickat" if self.sent_on else "Ska skickas"

    def is_late(self, day: date) -> bool:
        return not (self.sent_on or self.judged_on) and self.due_on < day
