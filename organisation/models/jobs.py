"""What takes long: ordered by a user, done by a worker, and fetched when it is ready."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.models import Once
from audit.triggers import locked_when
from organisation.models.districts import District


class JobState(models.TextChoices):
    WAITING = "waiting", "Väntar"
    RUNNING = "running", "Pågår"
    DONE = "done", "Klart"
    FAILED = "failed", "Gick inte"

    @classmethod
    def open(cls) -> list["JobState"]:
        return [cls.WAITING, cls.RUNNING]


class JobQuerySet(models.QuerySet["Job"]):
    def own(self, user: object) -> Self:
        """A job is its owner's alone."""
        return self.filter(owner=user)

    def open(self) -> Self:
        return self.filter(state__in=JobState.open())


class Job(Once):
    """What a user has ordered. ``kind`` is the code of a kind in ``organisation.jobs``.

    ``done`` of ``total`` steps are taken; a total of 0 isn't known. ``district`` is empty for what
    is of no stadsdel. ``heard_at`` is the last sign of life, ``sent`` how often it was put in the
    queue. The row says nothing of any client; what a part is about is asked of its kind.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)  # what its owner is told
    sent = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "failed"], ended_at__isnull=False),
                name="job_ended_pair",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
                name="job_failed_with_words",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="job_of_owner"),
            models.Index(fields=["heard_at"], condition=Q(ended_at__isnull=True), name="job_open"),
        ]
        triggers = [locked_when("ended_is_locked", ended_at__isnull=False)]

    def __str__(self) -> str:
        return f"Job {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in JobState.open()

    @property
    def progress(self) -> str:
        """How far it has come, in words: "14 av 40 klara"."""
        if self.state == JobState.WAITING:
            return "Väntar på att börja."
        return f"{self.done} av {self.total} klara." if self.total else "Arbetet pågår."

    def log_refs(self) -> dict[str, object]:
        if self.district is None:
            return {}
        return {"district_id": self.district_id, "district_name": self.district.name}

    @property
    def log_detail(self) -> str:
        return self.kind


class JobPartQuerySet(models.QuerySet["JobPart"]):
    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def without_bytes(self) -> Self:
        """For lists: ``has_file`` says whether there are bytes, which aren't fetched."""
        return self.defer("content").annotate(has_file=Q(content__isnull=False))


class JobPart(models.Model):
    """A file that a job makes, or ``failure``: why it couldn't. One for each thing that it is about.

    ``about`` is the key of that thing, known to the kind alone; empty for a job's only file. The
    bytes are erased after some days (``JOB_FILES_KEPT``), the row stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, models.PROTECT, related_name="parts")
    about = models.UUIDField(null=True)
    position = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)
    media_type = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(max_length=80, blank=True)  # neutral: it names nobody
    failure = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = JobPartQuerySet.as_manager()

    # Filled in by ``without_bytes``: not a column.
    has_file = False

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "about"], nulls_distinct=False, name="job_part_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["ended_at"], condition=Q(content__isnull=False), name="job_part_with_file"
            ),
        ]

    def __str__(self) -> str:
        return f"JobPart {self.pk}"
