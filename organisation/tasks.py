"""Handing jobs out to workers, and looking after them. Tasks carry ids only, and may come twice."""

from uuid import UUID

from django.utils import timezone

from organisation import jobs
from organisation.access import acting_as, acting_in
from organisation.models import District, User
from sig.celery import app


@app.task(name="organisation.tasks.hand_out")
def hand_out(job: str, owner: int) -> None:
    """Queue what is left of a job."""
    with acting_as(User.objects.get(pk=owner)):
        jobs.send_parts(UUID(job))


@app.task(name="organisation.tasks.tend_jobs")
def tend_jobs() -> None:
    """Send lost jobs again, and erase old files. What is of no stadsdel comes along with the first."""
    now = timezone.now()
    for district in District.objects.order_by("pk"):
        with acting_in(district):
            jobs.send_again(now)
            jobs.erase(now)
