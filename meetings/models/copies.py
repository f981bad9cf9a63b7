"""Minutes that were handed out."""

from django.db import models

from consent.models import NumberedCopy
from meetings.models.meetings import Meeting


class MinutesCopy(NumberedCopy):
    """One recipient's copy of signed minutes, as it was (R8)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")

    class Meta(NumberedCopy.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="minutes_copy_number_once"),
            models.UniqueConstraint(fields=["case", "fingerprint"], name="minutes_copy_once"),
        ]
