from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from audit.triggers import append_only
from cases.models import OfCase
from consent.models.days import refuse_future


# The text of templates/consent/letter/. A changed text gets a new version.
LETTER_VERSION = "2026-11"


class Information(OfCase):
    """That the information letter (form 3.0) was given, to whom and how."""

    class Receiver(models.TextChoices):
        PERSON = "person", "Den enskilde"
        GUARDIAN_1 = "guardian_1", "Vårdnadshavare 1"
        GUARDIAN_2 = "guardian_2", "Vårdnadshavare 2"

    class Format(models.TextChoices):
        WRITTEN = "written", "Skriftligt"
        ORAL = "oral", "Muntligt"
        EASY = "easy", "Lättläst"

    given_on = models.DateField("Lämnad den")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    receivers = ArrayField(
        models.CharField(max_length=12, choices=Receiver), verbose_name="Lämnad till"
    )
    language = models.CharField("Språk och eventuell tolk", max_length=80, default="svenska")
    format = models.CharField("Form", max_length=10, choices=Format)
    understood = models.BooleanField(
        "Jag har försäkrat mig om att barnet har förstått", default=False
    )
    # Which text was given. Empty on rows from before versions were kept.
    version = models.CharField("Version", max_length=20, blank=True, editable=False)
    registered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-given_on"]
        triggers = [append_only()]

    def clean(self) -> None:
        refuse_future("given_on", self.given_on)

    @property
    def receiver_labels(self) -> list[str]:
        return [self.Receiver(receiver).label for receiver in self.receivers]
