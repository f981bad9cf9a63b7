from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from cases.models import ADULT, OfCase
from cases.models.cases import OfCaseQuerySet
from consent.models.consents import Consent, ConsentGiver
from consent.models.days import last_day
from consent.models.kinds import InformationKind
from organisation.models import Agency
from sig.lib.dates import latest_birth_date, swedish


class ConsentRowQuerySet(OfCaseQuerySet):
    def valid(self, day: date) -> Self:
        """Rows in force on ``day``. Withdrawal bites the moment it is written (R11).

        From the 18th birthday a row needs the person's own giver row: guardians no longer do (R17).
        """
        own = ConsentGiver.objects.filter(
            consent=OuterRef("consent"), role=ConsentGiver.Role.PERSON
        )
        child = Q(case__person__birth_date__gt=latest_birth_date(ADULT, day))
        return self.standing(day).filter(child | Exists(own), valid_from__lte=day)

    def standing(self, day: date) -> Self:
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
    # Taken out of force by the end of the case, not by the person: ``withdrawn_at`` says when. So
    # that every way out, which asks for rows that aren't withdrawn, is closed by it too (R48).
    closed = models.BooleanField(default=False, db_default=False, editable=False)

    objects = ConsentRowQuerySet.as_manager()

    class State(models.TextChoices):
        """How a row stands on a day."""

        ACTIVE = "active", "Gäller"
        COMING = "coming", "Gäller senare"
        ENDED = "ended", "Har gått ut"
        OUTGROWN = "outgrown", "Gäller inte från 18 år"
        WITHDRAWN = "withdrawn", "Återkallat"
        CLOSED = "closed", "Stängt vid utskrivningen"

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
            models.CheckConstraint(
                condition=Q(closed=False) | Q(withdrawn_at__isnull=False),
                name="consent_row_closed_at",
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
    def taken_out(self) -> str:
        """How the row went out of force before its time: a verb, after "medgivandet"."""
        return "stängdes" if self.closed else "återkallades"

    @property
    def kind_labels(self) -> list[str]:
        return [InformationKind(kind).label for kind in self.kinds]

    def state(self, day: date) -> State:
        if self.withdrawn_at:
            return self.State.CLOSED if self.closed else self.State.WITHDRAWN
        if day < self.valid_from:
            return self.State.COMING
        if day > self.valid_to:
            return self.State.ENDED
        return self.State.OUTGROWN if self.consent.is_outgrown(day) else self.State.ACTIVE
