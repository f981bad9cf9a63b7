"""The door to jobs: what takes long is started here by an app, and worked on by its task.

A kind names its task, which is sent the key of the job and of its owner, or for a job of many parts
the key of each part and of the owner. A task works as the owner, with the owner's rights of the
moment. It may be delivered twice and be killed at any point: it asks ``taken`` (or ``part_taken``)
first, and whatever is made twice is kept once, by conditions in the database and not here.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from audit.log import audited
from organisation.models import District, Job, JobPart, JobState, User
from sig.lib.tasks import send


# Twice as long as any task may take (``CELERY_TASK_TIME_LIMIT``): nobody works on it any longer.
LOST_AFTER = timedelta(minutes=10)
TRIES = 3
GIVEN_UP = "Det gick inte att göra klart. Beställ igen, eller hör av dig till systemförvaltaren."


@dataclass(frozen=True)
class File:
    """What a job makes. The name is neutral: no name, no number."""

    content: bytes
    media_type: str
    name: str


@dataclass(frozen=True)
class Kind:
    """Something that takes long, as its owner reads of it, and the name of the task that does it.

    For a job of many parts ``called`` says what each thing is called that the user may know of,
    and ``opens`` lets the user have the file about one: it logs that, or raises ``Http404``.
    ``goes_on`` is the page where the work goes on, by its name, and the words of the way there.
    """

    code: str
    title: str
    task: str
    called: Callable[[User, Collection[UUID]], Mapping[UUID, str]] | None = None
    opens: Callable[[User, UUID], object] | None = None
    goes_on: tuple[str, str] | None = None


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known, when its app is ready."""
    _KINDS[kind.code] = kind


def kind_of(job: Job) -> Kind:
    return _KINDS[job.kind]


# --- For the app that has the kind ----------------------------------------------------------------


@audited("job.started")
def start(
    *,
    kind: Kind,
    key: UUID,
    by: User,
    district: District | None,
    total: int = 0,
    about: Collection[UUID] = (),
) -> Job:
    """Order a job under the ``key`` that its form drew: pressed twice, it is the same job.

    ``total``: how many steps it will take, if that is known and isn't one for each part. ``about``:
    the keys of what it makes a part for each.
    """
    if again := Job.objects.own(by).filter(pk=key).first():
        return again
    job = Job(pk=key, kind=kind.code, owner=by, district=district, total=total or len(about))
    job.insert()
    JobPart.objects.bulk_create(
        JobPart(job=job, about=thing, position=place) for place, thing in enumerate(about)
    )
    _hand_out(job)
    return job


def taken(pk: UUID) -> Job | None:
    """The job, running from now on; None when it has ended or isn't the owner's any longer."""
    _heard(pk)
    return Job.objects.open().select_related("owner", "district").filter(pk=pk).first()


def part_taken(pk: UUID) -> JobPart | None:
    """The part, and its job running from now on; None when there is nothing left to do."""
    parts = JobPart.objects.open().filter(job__state__in=JobState.open())
    part = parts.select_related("job").filter(pk=pk).first()
    if part:
        _heard(part.job_id)
    return part


def _heard(pk: UUID) -> None:
    now = timezone.now()
    Job.objects.open().filter(pk=pk).update(
        state=JobState.RUNNING, heard_at=now, started_at=Coalesce("started_at", now)
    )


def advance(job: Job, steps: int = 1) -> None:
    """Note that so many more steps are done."""
    Job.objects.open().filter(pk=job.pk).update(done=F("done") + steps, heard_at=timezone.now())


def begin_again(job: Job) -> None:
    """Take the steps back that a worker took before it was killed."""
    Job.objects.open().filter(pk=job.pk).update(done=0, heard_at=timezone.now())


@transaction.atomic
def finish(job: Job, file: File) -> bool:
    """End the job with its only file. False when it had ended already: then nothing is kept."""
    ended = _end(job, JobState.DONE, done=F("total"))
    if ended:
        JobPart.objects.create(job=job, ended_at=timezone.now(), **_bytes(file))
    return ended


def fail(job: Job, sentence: str) -> bool:
    """End the job with a Swedish sentence that tells its owner why nothing, or not all, was made."""
    return _end(job, JobState.FAILED, failure=sentence)


def put(part: JobPart, file: File) -> bool:
    """Keep the file of a part. The last part ends the job. False when somebody else was first."""
    return _end_part(part, **_bytes(file))


def refuse(part: JobPart, sentence: str) -> bool:
    """End a part that can't be made, with a Swedish sentence that says why."""
    return _end_part(part, failure=sentence)


@transaction.atomic
def _end_part(part: JobPart, **values: object) -> bool:
    mine = JobPart.objects.open().filter(pk=part.pk).update(ended_at=timezone.now(), **values)
    if mine:
        advance(part.job)  # locks the job: of the two last parts one sees the other
        if not part.job.parts.open().exists():
            _end(part.job, JobState.DONE)
    return bool(mine)


def _end(job: Job, state: JobState, **values: object) -> bool:
    ended = Job.objects.open().filter(pk=job.pk)
    return bool(ended.update(state=state, ended_at=timezone.now(), **values))


def _bytes(file: File) -> dict[str, object]:
    return {"content": file.content, "media_type": file.media_type, "file_name": file.name}


# --- For the worker and the beat ------------------------------------------------------------------


def _hand_out(job: Job) -> None:
    """One message, whatever the number of parts: a broker that is out of reach delays no page."""
    send("organisation.tasks.hand_out", str(job.pk), job.owner_id)


def send_parts(pk: UUID) -> None:
    """Put what is left of a job in the queue."""
    job = Job.objects.open().filter(pk=pk).first()
    if job is None:
        return
    keys = [part.pk for part in job.parts.open().only("pk")] or [job.pk]
    for key in keys:
        send(kind_of(job).task, str(key), job.owner_id)


def send_again(now: datetime) -> None:
    """Find the jobs that nobody works on, since the broker or the worker lost them."""
    for job in Job.objects.open().filter(heard_at__lt=now - LOST_AFTER):
        unheard = Job.objects.open().filter(pk=job.pk, heard_at=job.heard_at)
        if job.sent >= TRIES:
            fail(job, GIVEN_UP)
        elif unheard.update(heard_at=now, sent=F("sent") + 1):
            _hand_out(job)


def erase(now: datetime) -> int:
    """Erase the files that have been kept long enough; returns how many. The rows stay."""
    old = JobPart.objects.filter(ended_at__lt=now - settings.JOB_FILES_KEPT, content__isnull=False)
    return old.update(content=None)
