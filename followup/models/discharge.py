"""Step 6: how an enrolment ended."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit.triggers import append_only
from cases.models import OfCase, Outcome


class Discharge(OfCase):
    """Utskrivning (S20 6c, R48): the reason, who decided and why."""

    outcome = models.CharField(
        "Orsak",
        max_length=20,
        choices=[(outcome.value, outcome.label) for outcome in Outcome.of_discharge()],
    )
    reasons = models.TextField("Motivering", max_length=20_000)
    informed_on = models.DateField("Den enskilde informerad den", null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_title = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="discharge_once")]
        triggers = [append_only()]
