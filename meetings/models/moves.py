"""From when to when a meeting was moved, and by whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.triggers import append_only
from cases.models import OfCase
from meetings.models.meetings import Meeting


class MeetingMove(OfCase):
    """One move of a meeting. The meeting holds its time now; here stand those it has had."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="moves")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["moved_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(from_at=F("to_at")), name="meeting_move_elsewhere")
        ]
        triggers = [append_only()]
