from django.conf import settings
from django.db import models
from django.utils import timezone

from audit.triggers import append_only
from cases.models.cases import OfCase


class JournalEntry(OfCase):
    """A note in the journal (SOSFS 2014:5). Append-only: a correction is a new entry (R52)."""

    happened_on = models.DateField("Händelsen inträffade")
    text = models.TextField("Anteckning", max_length=20_000)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_title = models.CharField(max_length=80, blank=True)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-happened_on", "-written_at"]
        triggers = [append_only()]
