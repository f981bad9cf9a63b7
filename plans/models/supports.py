from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from audit.models import Versioned
from cases.models import OfCase
from cases.models.cases import OfCaseQuerySet
from organisation.models import Agency
from sig.lib.dates import swedish


class SupportMeasureQuerySet(OfCaseQuerySet):
    def kept(self) -> Self:
        """Without what was noted by mistake."""
        return self.filter(removed=False)

    def lasting(self, first: date, last: date) -> Self:
        """Those that went on some day from ``first`` to ``last``, both included."""
        ends = Coalesce("ended_on", "ends_on")
        begun = self.kept().filter(starts_on__lte=last).annotate(last_day=ends)
        return begun.filter(Q(last_day__isnull=True) | Q(last_day__gte=first))


class SupportMeasure(OfCase, Versioned):
    """An insats that the person has beside the group, decided here or by another (S12R, S13)."""

    kind = models.CharField("Insats", max_length=20)
    # As the list had it when the insats was saved.
    label = models.CharField(max_length=80, editable=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Utförare"
    )
    # The stadsdel has given the part of lots to the one who carries out the insats (S12R, S13).
    is_lots = models.BooleanField("Utföraren är lots på uppdrag av stadsdelen (BAS)", default=False)
    starts_on = models.DateField("Från och med")
    ends_on = models.DateField("Planerad till och med", null=True, blank=True)
    decided_on = models.DateField("Beslutad den")
    decided_by = models.CharField("Beslutad av", max_length=160)
    ended_on = models.DateField("Avslutad den", null=True, blank=True)
    ended_because = models.CharField("Skäl till avslutet", max_length=300, blank=True)
    # Nothing is deleted: what was noted by mistake stays, unseen.
    removed = models.BooleanField(default=False, editable=False)

    objects = SupportMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="support_period",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | Q(ended_on__gte=F("starts_on")) & ~Q(ended_because=""),
                name="support_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_lots=False) | Q(agency__isnull=False), name="support_lots_has_agency"
            ),
        ]

    @property
    def provider(self) -> str:
        return str(self.agency) if self.agency else "den egna enheten"

    @property
    def period(self) -> str:
        """Its days in words, as they were when it has ended."""
        since = swedish(self.starts_on, year=True)
        if self.ended_on:
            return f"{since}–{swedish(self.ended_on, year=True)}, avslutad: {self.ended_because}"
        until = f"till {swedish(self.ends_on, year=True)}" if self.ends_on else "tills vidare"
        return f"från {since} {until}"
