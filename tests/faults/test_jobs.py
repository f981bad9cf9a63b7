"""A job of two plans with a real worker over the real broker, both of which fail on the way."""

import uuid
from datetime import timedelta

from django.utils import timezone

from organisation import jobs
from organisation.access import acting_as
from organisation.models import Job, JobPart
from plans.printing import print_plans
from tests.faults.conftest import Broker, Worker, wait_for
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_plans import draft_plan


TEND = "organisation.tasks.tend_jobs"


def ordered(cast: Cast) -> Job:
    """Two plans, whose message the broker has lost."""
    cases = [open_case_for(cast.lotta, cast.hv, first_name=name) for name in ("Ada", "Bo")]
    for case in cases:
        draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        keys = [case.pk for case in cases]
        return print_plans(cases=keys, district=cast.hv, key=uuid.uuid4(), by=cast.lotta)


def unheard(cast: Cast) -> None:
    with acting_as(cast.lotta):
        long_ago = timezone.now() - jobs.LOST_AFTER - timedelta(minutes=1)
        Job.objects.update(heard_at=long_ago)


def files(cast: Cast) -> list[bytes]:
    with acting_as(cast.lotta):
        return [bytes(part.content) for part in JobPart.objects.all() if part.content]


def test_a_job_survives_a_wiped_broker_a_killed_worker_and_a_second_delivery(
    hired: Cast, broker: Broker, worker: Worker
) -> None:
    job = ordered(hired)
    unheard(hired)
    worker.start()
    broker.send(TEND)
    wait_for(lambda: _running(hired), "the worker to take a part")
    worker.kill()
    broker.wipe()
    unheard(hired)
    worker.start()
    for _ in range(2):
        broker.send(TEND)
        broker.send("organisation.tasks.hand_out", str(job.pk), hired.lotta.pk)
    wait_for(lambda: not broker.waiting() and not broker.unacknowledged(), "an empty queue")
    with acting_as(hired.lotta):
        job = Job.objects.get()
        assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert [file[:5] for file in files(hired)] == [b"%PDF-"] * 2


def _running(cast: Cast) -> bool:
    with acting_as(cast.lotta):
        return Job.objects.filter(state="running").exists()
