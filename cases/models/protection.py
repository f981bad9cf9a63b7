from django.conf import settings
from django.db import models
from django.utils import timezone

from audit.triggers import append_only
from cases.models.cases import OfCase
from cases.models.people import Protection


class ProtectionChange(OfCase):
    """That a person's protected identity was set, changed or lifted, and why (R41). Append-only."""

    protection = models.CharField("Skyddade personuppgifter", max_length=12, choices=Protection)
    reason = models.TextField("Skäl", max_length=2_000)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        triggers = [append_only()]
