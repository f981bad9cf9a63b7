"""Cases that were kept elsewhere and read in from a file."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.models import Once
from cases.models.cases import OfCase
from organisation.models import District


KEPT = timedelta(days=1)  # how long the file's rows are kept, and an import can be undone


class CaseImportQuerySet(models.QuerySet["CaseImport"]):
    def own(self, user: object) -> Self:
        """An import is its owner's alone."""
        return self.filter(owner=user)

    def outdated(self, now: datetime) -> Self:
        """Those whose file and rows are to be erased."""
        return self.filter(made_at__lt=now - KEPT, erased_at__isnull=True)


class CaseImport(Once):
    """Inläsning: a file of cases that a user reads in to a stadsdel, and how far it has come.

    ``problem`` is why the file couldn't be read at all, as its owner is told. The file itself is
    kept until it is checked, its rows for a day.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "Kontrolleras"
        UNREADABLE = "unreadable", "Gick inte att läsa"
        CHECKED = "checked", "Kontrollerad"
        ORDERED = "ordered", "Läses in"
        WRITTEN = "written", "Inläst"
        UNDOING = "undoing", "Ångras"
        UNDONE = "undone", "Ångrad"

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    content = models.BinaryField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    total = models.PositiveIntegerField(default=0)  # rows in the file
    wrong = models.PositiveIntegerField(default=0)  # of them
    written = models.PositiveIntegerField(default=0)
    # Cases that somebody had worked in, or that were somebody's else, when it was undone.
    stayed = models.PositiveIntegerField(default=0)
    job = models.UUIDField(null=True)  # the latest of ``organisation.Job``
    made_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = CaseImportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "district"], name="case_import_id_district"),
        ]
        indexes = [
            models.Index(fields=["owner", "-made_at"], name="case_import_of_owner"),
            models.Index(
                fields=["made_at"], condition=Q(erased_at__isnull=True), name="case_import_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"CaseImport {self.pk}"

    @property
    def right(self) -> int:
        return self.total - self.wrong

    @property
    def log_detail(self) -> str:
        return f"rows={self.total} wrong={self.wrong} written={self.written}"

    def log_refs(self) -> dict[str, object]:
        return {"district_id": self.district_id, "district_name": self.district.name}

    def may_be_undone(self, now: datetime) -> bool:
        written = self.state == self.State.WRITTEN and self.written_at
        return bool(written and now < written + KEPT)


class ImportRow(models.Model):
    """A row of the file while it is looked at: its texts, and what is wrong. Deleted after a day."""

    batch = models.ForeignKey(CaseImport, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()  # as Excel counts: the heads are row 1
    texts = models.JSONField()
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once"),
        ]

    def __str__(self) -> str:
        return f"ImportRow {self.pk}"


class Imported(OfCase):
    """That a case was read in from a file: no gate of the process let it in where it stands."""

    batch = models.ForeignKey(CaseImport, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # the row of the file
    # Who and when: the import itself is shown to its owner alone.
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)
    made_person = models.BooleanField()  # or the stadsdel knew the person already
    reference = models.CharField("Egen beteckning", max_length=60, blank=True)
    note = models.CharField("Anteckning", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="imported_once"),
            models.UniqueConstraint(fields=["batch", "number"], name="imported_row_once"),
        ]
