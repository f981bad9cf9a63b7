"""Årsrapporten to socialnämnden: its period and what its author writes. The figures are counted."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.models import Once, Signed, Versioned
from audit.triggers import locked_with
from organisation.models import District
from sig.lib.dates import swedish


def text(label: str, **options: Any) -> Any:
    return models.TextField(label, blank=True, max_length=20_000, **options)


class AnnualReport(Versioned, Signed):
    """A report on the whole city for a period: draft until signed. No word of a single person."""

    from_on = models.DateField("Från och med")
    before = models.DateField("Fram till")  # the first day that it no longer covers
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    summary = text("Sammanfattning")
    cooperation = text("Samverkan")
    wishes = text("Önskemål")
    # Of a report from before the system: its name, the youths that it states for the whole city,
    # and what its reader should know of the figures. It has no author here.
    source = models.CharField("Källa", max_length=200, blank=True, editable=False)
    stated_total = models.PositiveIntegerField(null=True, editable=False)
    remarks = text("Anmärkningar", editable=False)

    class Meta(Signed.Meta):
        abstract = False
        ordering = ["-before", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["from_on", "before"], name="annual_report_once"),
            models.CheckConstraint(
                condition=Q(before__gt=F("from_on")),
                name="annual_report_period",
                violation_error_message="Perioden slutar innan den börjar.",
            ),
            models.CheckConstraint(
                condition=Q(source="", author__isnull=False)
                | ~Q(source="") & Q(author__isnull=True),
                name="annual_report_author_or_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} – {self.before}"

    @property
    def in_words(self) -> str:
        """The days that it covers, "1 januari 2026–31 december 2026"."""
        last = self.before - timedelta(days=1)
        return f"{swedish(self.from_on, year=True)}–{swedish(last, year=True)}"

    def log_refs(self) -> dict[str, object]:
        return {}


class ReportNote(Once):
    """What a report says of one stadsdel in words. Locked with the report."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="notes")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    words = models.TextField(blank=True, max_length=5000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "district"], name="report_note_once")
        ]
        triggers = [locked_with("note_of_signed_is_locked", "followup_annualreport", "report_id")]

    def __str__(self) -> str:
        return f"{self.report} {self.district}"
