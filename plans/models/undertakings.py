from django.db import models

from cases.models import OfCase
from organisation.models import Agency
from plans.models.plans import Plan


class Undertaking(OfCase):
    """That a partner has accepted what a version of the plan asks of it (S20: all know what is expected)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    accepted_on = models.DateField("Accepterat den")
    accepted_by = models.CharField("Av", max_length=160, help_text="Namn och befattning.")

    class Meta:
        ordering = ["accepted_on"]
        constraints = [models.UniqueConstraint(fields=["plan", "agency"], name="undertaking_once")]
