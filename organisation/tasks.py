"""Handing jobs out to workers, and looking after them. Tasks carry ids only, and may come twice."""

from uuid import UUID

from django.utils import timezone

from audit.log import SYSTEM
from organisation import jobs
from organisation.access import acting_as, acting_in
from organisation.actions import carry_out
from organisation.models import District, SuccessionPlan, User
from sig.celery import app
from sig.lib import rowsecurity
from sig.lib.dates import today
from sig.lib.tasks import send


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


@app.task(name="organisation.tasks.carry_out_successions")
def carry_out_successions() -> None:
    """Send the plans whose day has come. What was lost or stopped is sent the next time."""
    for plan in SuccessionPlan.objects.due(today()):
        send("organisation.tasks.carry_out_succession", str(plan.pk))


@app.task(name="organisation.tasks.carry_out_succession")
def carry_out_succession(pk: str) -> None:
    """Carry out one plan, whole or not at all. A second message finds it done."""
    with rowsecurity.context([], rowsecurity.SYSTEM):
        plan = SuccessionPlan.objects.due(today()).select_for_update(of=("self",)).filter(pk=pk)
        if found := plan.first():
            carry_out(plan=found, by=SYSTEM)
