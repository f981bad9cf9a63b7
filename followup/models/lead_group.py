"""The minutes of the operativ ledningsgrupp, which takes up the deviations (S20 Samverkansforum)."""

from django.db import models

from audit.models import Signed, Versioned
from audit.triggers import never_deleted
from organisation.models.cooperation import OfStadsdel


class LeadMinutes(OfStadsdel, Versioned, Signed):
    """What a meeting of the ledningsgrupp said and decided. Signed, it is locked (R51)."""

    held_on = models.DateField("Dag")
    present = models.TextField("Närvarande", max_length=1000)
    decisions = models.TextField("Beslut", max_length=4000, blank=True)

    class Meta(Signed.Meta):
        abstract = False
        ordering = ["-held_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(present=""), name="lead_minutes_present"),
            models.UniqueConstraint(fields=["id", "district"], name="lead_minutes_district"),
        ]
        triggers = [*Signed.Meta.triggers, never_deleted()]
