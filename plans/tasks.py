"""Drawing one plan of a job. The task carries ids only, and may be delivered twice."""

from uuid import UUID

from organisation.models import User
from plans import printing
from sig.celery import app


@app.task(name="plans.tasks.print_plan")
def print_plan(part: str, owner: int) -> None:
    """Make the file of one part of a job, as its owner."""
    printing.draw(UUID(part), User.objects.get(pk=owner))
