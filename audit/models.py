"""The log of reads and writes, and the shape of a signed record."""

import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.utils import timezone

from audit.triggers import append_only, locked_when, never_truncated
from sig.lib.rules import Blocker, Refused, Stale


class LogEntry(models.Model):
    """Who read or wrote what, when, in which role (SoLPuL 10 §, R54). Append-only.

    Names are text and keys are plain values, so that the log outlives culling and mergers. It never
    holds a client's name, number or words: ``person`` is an opaque reference.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now(), db_index=True)
    event = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=150)
    role = models.CharField(max_length=60)
    district_id = models.IntegerField(null=True)
    district_name = models.CharField(max_length=80, blank=True)
    case = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-at"]), models.Index(fields=["actor", "-at"])]
        triggers = [append_only(), never_truncated()]

    def __str__(self) -> str:
        return f"{self.event} {self.pk}"


class Signed(models.Model):
    """A record that is a draft until signed, and locked by the database afterwards (R51)."""

    signed_at = models.DateTimeField(null=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    # The title on the day of signing: it stays when the signer changes posts.
    signed_title = models.CharField(max_length=80, blank=True, editable=False)

    class Meta:
        abstract = True
        triggers = [locked_when("signed_is_locked", signed_at__isnull=False)]

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None


class Once(models.Model):
    """A row whose key is drawn when its form is shown, so that a second press of the button finds it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def insert(self) -> None:
        """Insert the row under the key that its form drew.

        Raises ``Refused`` when the key is another row's. That another stadsdel has it can't be seen
        beforehand, and isn't told afterwards either.
        """
        try:
            with transaction.atomic():
                self.save(force_insert=True)
        except IntegrityError:
            raise Refused(Blocker("Sidan var för gammal. Öppna den igen och spara.", "")) from None


class Counted(models.Model):
    """A row that several people edit. ``version`` counts its saves; 0 is one that nobody has edited.

    Its form (``sig.lib.versions.VersionedModelForm``) carries the version that it was shown with.
    """

    version = models.PositiveIntegerField(default=0, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    def save_version(self, *, by: Any, fields: Collection[str] | None = None) -> None:
        """Save as the version after the one that was read; only ``fields`` when they are named.

        Raises ``Stale`` when somebody has saved the row since then.
        """
        read = self.version
        self._count(by)
        unchanged = type(self)._base_manager.filter(pk=self.pk, version=read)
        if not unchanged.update(version=self.version):
            raise Stale
        self.save(update_fields=None if fields is None else [*fields, "edited_at", "edited_by"])

    def _count(self, by: Any) -> None:
        self.version += 1
        self.edited_at, self.edited_by = timezone.now(), by


class Versioned(Once, Counted):
    """A row that its form makes too: version 0 is one that isn't saved yet."""

    class Meta:
        abstract = True

    def save_version(self, *, by: Any, fields: Collection[str] | None = None) -> None:
        """Save as ``Counted`` does. Raises ``Refused`` when a new row's key is another row's."""
        if self._state.adding:
            self._count(by)
            self.insert()
        else:
            super().save_version(by=by, fields=fields)
