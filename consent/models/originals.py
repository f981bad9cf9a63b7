from django.conf import settings
from django.db import models
from django.utils import timezone

from audit.triggers import append_only
from cases.models import OfCase
from consent.models.consents import Consent


class Original(OfCase):
    """The signed paper of a consent, cleaned of metadata. Never changed and never deleted (R51).

    A table of its own, so that no list ever fetches the bytes by accident.
    """

    class MediaType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPEG"

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="originals")
    media_type = models.CharField(max_length=20, choices=MediaType)
    content = models.BinaryField()
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["added_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "sha256"],
                name="original_once",
                violation_error_message="Det originalet finns redan.",
            )
        ]
        triggers = [append_only()]

    @property
    def file_name(self) -> str:
        """A neutral name: what the sender called the file is never stored."""
        endings = {self.MediaType.PDF: "pdf", self.MediaType.PNG: "png", self.MediaType.JPEG: "jpg"}
        return f"medgivande.{endings[self.MediaType(self.media_type)]}"
