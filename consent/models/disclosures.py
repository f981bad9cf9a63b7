from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from audit.triggers import append_only
from cases.models import OfCase
from consent.models.kinds import DocumentKind, InformationKind
from consent.models.rows import ConsentRow
from organisation.models import Agency


class Disclosure(OfCase):
    """Something that left the house: to whom, which kinds, on which row, and its hash (R8)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    row = models.ForeignKey(ConsentRow, models.PROTECT, related_name="+")
    document = models.CharField(max_length=20, choices=DocumentKind)
    kinds = ArrayField(models.CharField(max_length=12, choices=InformationKind))
    sha256 = models.CharField(max_length=64, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-sent_at"]
        triggers = [append_only()]

    @property
    def receipt(self) -> str:
        """The short mark that a user reads aloud on the telephone."""
        return self.pk.hex[:4].upper()

    @property
    def kind_labels(self) -> list[str]:
        return [InformationKind(kind).label for kind in self.kinds]
