"""What socialförvaltningen gets: records without identity, counts without persons, released tables.

None of these tables knows a person or a case, but for the receipt, which stays with the case.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from audit.triggers import append_only
from cases.models import OfCase
from consent.models import Disclosure
from organisation.models import District


class CentralRecord(models.Model):
    """One pair of assessments without identity (R42). ``content`` is what ``followup.records`` builds.

    No column tells when it came or from whom, and its key is drawn here and kept nowhere else. The
    application can't read the table: it may only call ``send_record``. Two records with the same
    content can't be told apart, so taking away either is the same (ADR 9).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.JSONField()

    def __str__(self) -> str:
        return f"{self._meta.object_name} {self.pk}"


class SubmissionReceipt(OfCase):
    """Kvitto: what was sent of this case, when and by whom. It doesn't know which record it became."""

    number = models.PositiveSmallIntegerField(editable=False)
    content = models.JSONField(editable=False)
    disclosure = models.OneToOneField(Disclosure, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_title = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="submission_number_once")
        ]
        triggers = [append_only()]


class Progress(models.TextChoices):
    """How far the assessments (3.4) of somebody enrolled in a year have come."""

    BOTH = "both", "Första och sista gjorda"
    FIRST = "first", "Första gjord, sista saknas"
    UNDER_WAY = "under_way", "Första gjord, insatsen pågår"
    NONE = "none", "Första saknas, försenad"


class CompletenessCount(models.Model):
    """How many who were enrolled in a year have come so far, in one stadsdel. Written by the night's job."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    progress = models.CharField(max_length=10, choices=Progress)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year", "progress"], name="completeness_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.object_name} {self.pk}"


class Release(models.Model):
    """One version of a table for one closed year. ``shown`` are the figures that may be read (R44).

    The counts behind the others are kept for the comparison with the next version: no view shows
    them. Nothing is changed or taken back: what has been read stays read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cube = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    counts = models.JSONField()  # category → how many
    shown = models.JSONField()  # lists of categories: each is a figure
    released_on = models.DateField()

    class Meta:
        ordering = ["cube", "year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["cube", "year", "number"], name="release_number_once")
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.cube} {self.year}"
