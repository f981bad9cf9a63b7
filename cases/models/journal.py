from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.triggers import append_only, locked_when
from cases.models.cases import OfCase, OfCaseQuerySet
from organisation.models import User


class NoteKind(models.TextChoices):
    """What a note tells of. None of it says anything about the person (R53)."""

    TALK = "talk", "Samtal"
    PHONE = "phone", "Telefonsamtal"
    VISIT = "visit", "Hembesök"
    MEETING = "meeting", "Möte"
    AUTHORITY = "authority", "Kontakt med myndighet"
    NETWORK = "network", "Kontakt med anhörig eller nätverk"
    DECISION = "decision", "Beslut"
    OTHER = "other", "Övrigt"


class JournalEntryQuerySet(OfCaseQuerySet):
    def signed(self) -> Self:
        """What stands in the journal: everybody who reads the case reads it."""
        return self.filter(written_at__isnull=False)

    def working(self, author: User) -> Self:
        """The working notes of ``author``: nobody else sees them."""
        return self.filter(written_at__isnull=True, written_by=author)


class JournalEntry(OfCase):
    """A note in the journal (SOSFS 2014:5).

    A working note until it is signed; ``written_at`` is the moment of signing. Then it is locked, and
    a correction is a new entry that points at it and says why (R51, R52).
    """

    kind = models.CharField("Typ", max_length=20, choices=NoteKind, default=NoteKind.OTHER)
    happened_on = models.DateField("Händelsen inträffade")
    source = models.CharField(
        "Källa", max_length=200, blank=True, help_text="Vem uppgifterna kommer från."
    )
    text = models.TextField("Anteckning", max_length=20_000)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    correction_reason = models.CharField("Skäl till rättelsen", max_length=500, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_title = models.CharField(max_length=80, blank=True)
    written_at = models.DateTimeField(default=timezone.now, null=True, editable=False)

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-written_at"]
        indexes = [
            models.Index(
                fields=["case", "-happened_on", "-written_at", "-id"],
                condition=Q(written_at__isnull=False),
                name="journal_newest",
            )
        ]
        triggers = [locked_when("signed_is_locked", written_at__isnull=False)]

    @property
    def is_signed(self) -> bool:
        return self.written_at is not None


class Dissent(OfCase):
    """The person finds something wrong in a note; that is noted beside it (SoL 14:6, R52)."""

    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="+")
    text = models.TextField("Den enskildes uppfattning", max_length=20_000)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        triggers = [append_only()]


class Filing(OfCase):
    """That a note has been copied to the file in the main system (förd till akt)."""

    entry = models.OneToOneField(JournalEntry, models.PROTECT, related_name="+")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        triggers = [append_only()]
