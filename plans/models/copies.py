from django.db import models

from audit.triggers import append_only
from cases.models import OfCase
from consent.models import Disclosure
from plans.models.plans import Plan


class PlanCopy(OfCase):
    """A copy that was handed out, as it was: the very bytes whose hash the disclosure holds (R8)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    # The serial number on the paper: 1 for the first copy of the case.
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    # SHA-256 of the records it was made from, so that the same copy isn't handed out twice.
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_copy_number_once"),
            models.UniqueConstraint(fields=["case", "fingerprint"], name="plan_copy_once"),
        ]
        triggers = [append_only()]

    @property
    def is_pdf(self) -> bool:
        """A machine without Pango makes a page to print in its place."""
        return bytes(self.content[:4]) == b"%PDF"
