from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.triggers import append_only
from cases.models import OfCase
from consent.models.grounds import Ground
from consent.models.kinds import DocumentKind, InformationKind
from consent.models.rows import ConsentRow
from organisation.models import Agency


class Disclosure(OfCase):
    """Something that left the house: to whom, which kinds, on what ground, and its hash (R8, R16).

    The ground is either a row of a consent or an approved request on a paragraph, never both. What
    is sent without identity needs none, and goes to socialförvaltningen alone (R42).
    """

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    row = models.ForeignKey(ConsentRow, models.PROTECT, null=True, related_name="+")
    ground = models.OneToOneField(Ground, models.PROTECT, null=True, related_name="disclosure")
    document = models.CharField(max_length=20, choices=DocumentKind)
    kinds = ArrayField(models.CharField(max_length=12, choices=InformationKind))
    sha256 = models.CharField(max_length=64, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(document="submission")
                & Q(agency__isnull=False)
                & (
                    Q(row__isnull=False, ground__isnull=True)
                    | Q(row__isnull=True, ground__isnull=False)
                )
                | Q(document="submission", kinds=[])
                & Q(agency__isnull=True, row__isnull=True, ground__isnull=True),
                name="disclosure_on_one_ground",
            )
        ]
        triggers = [append_only()]

    @property
    def receipt(self) -> str:
        """The short mark that a user reads aloud on the telephone."""
        return self.pk.hex[:4].upper()

    @property
    def recipient(self) -> str:
        return str(self.agency) if self.agency else "Socialförvaltningen"

    @property
    def kind_labels(self) -> list[str]:
        """What it told of; of what is sent without identity, that it tells of nobody."""
        return [InformationKind(kind).label for kind in self.kinds] or ["Inga personuppgifter"]
