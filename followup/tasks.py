"""Background work for socialförvaltningen. Tasks carry ids only, and may be delivered twice."""

from uuid import UUID

from followup import reporting
from followup.counting import count_stadsdel, release
from organisation.models import District, User
from sig.celery import app
from sig.lib.dates import today
from sig.lib.tasks import send


@app.task(name="followup.tasks.count_everywhere")
def count_everywhere() -> None:
    """One task for each stadsdel, so that one that fails stops no other."""
    for district in District.objects.order_by("pk"):
        send("followup.tasks.count_in", district.pk)


@app.task(name="followup.tasks.count_in")
def count_in(district_id: int) -> None:
    """How far the assessments of one stadsdel have come."""
    count_stadsdel(District.objects.get(pk=district_id), today())


@app.task(name="followup.tasks.draw_report")
def draw_report(part: str, owner: int) -> None:
    """Make the file of the annual report that a job is about, as its owner."""
    reporting.draw(UUID(part), User.objects.get(pk=owner))


@app.task(name="followup.tasks.release_tables")
def release_tables() -> None:
    """The city's tables for the closed years, those that have changed enough."""
    release(today())
