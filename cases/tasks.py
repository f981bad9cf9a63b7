"""Working on imports, and erasing what they leave. Tasks carry ids only, and may come twice."""

from uuid import UUID

from django.utils import timezone

from cases.imports import storing, working
from organisation.access import acting_in
from organisation.models import District, User
from sig.celery import app


@app.task(name="cases.tasks.work_on_import")
def work_on_import(part: str, owner: int) -> None:
    """Do what one part of a job asks for, as its owner."""
    working.work(UUID(part), User.objects.get(pk=owner))


@app.task(name="cases.tasks.erase_imports")
def erase_imports() -> None:
    """Erase the files and rows that are a day old."""
    now = timezone.now()
    for district in District.objects.order_by("pk"):
        with acting_in(district):
            storing.erase(now)
