"""Copies by recipient: numbered, and kept as they were handed out."""

from django.db import models

from audit.triggers import append_only
from cases.models import OfCase
from consent.models.disclosures import Disclosure


class NumberedCopy(OfCase):
    """A copy that was handed out, as it was: the very bytes whose hash the disclosure holds (R8)."""

    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    # The serial number on the paper: 1 for the first copy of its kind in the case.
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    # SHA-256 of the records it was made from, so that the same copy isn't handed out twice.
    fingerprint = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering = ["-number"]
        triggers = [append_only()]
