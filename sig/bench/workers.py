"""The plans of a week, drawn by real Celery workers over the real broker: by two, beside by one."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from django.conf import settings
from django.core.management.base import CommandError

from cases.models import Case
from organisation.access import acting_as
from organisation.models import District, Job, User
from plans.models import Plan
from plans.printing import KIND, print_plans
from sig.celery import app


QUEUE = f"bench_{os.getpid()}"  # the site's own workers leave it alone
WARM_UP = 4  # plans for each worker: the first one loads the fonts
PATIENCE = 900  # seconds
ASKED_EVERY = 0.2  # seconds; asking takes time from the two that draw


def measure(
    owner: User, district: District, plans: int, environment: Mapping[str, str]
) -> tuple[float, float]:
    """Seconds that ``plans`` plans of ``owner``'s in a stadsdel take one worker, and two."""
    seconds = []
    for workers in (1, 2):
        with ExitStack() as running:
            for number in range(workers):
                running.enter_context(_worker(number, environment))
            _wait_for_answers(workers)
            _draw(owner, district, WARM_UP * workers)
            seconds.append(_draw(owner, district, plans))
    one, two = seconds
    return one, two


@contextmanager
def _worker(number: int, environment: Mapping[str, str]) -> Iterator[None]:
    """One worker with one process that draws."""
    command = [sys.executable, "-m", "celery", "-A", "sig", "--quiet", "worker"]
    options = [
        *("--concurrency=1", "-Q", QUEUE, "-n", f"{QUEUE}_{number}", "--prefetch-multiplier=1"),
        *("--loglevel=ERROR", "--without-gossip", "--without-mingle"),
    ]
    process = subprocess.Popen([*command, *options], cwd=settings.BASE_DIR, env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_answers(workers: int) -> None:
    end = time.monotonic() + 60
    while sum(QUEUE in next(iter(answer)) for answer in app.control.ping(timeout=1)) < workers:
        if time.monotonic() > end:
            raise CommandError("The workers didn't start.")


def _draw(owner: User, district: District, plans: int) -> float:
    """Seconds from the order to the last file."""
    with acting_as(owner), patch("organisation.jobs.send"):
        cases = Case.objects.own(owner).open().order_by("number")
        planned = Plan.objects.active().filter(case__in=cases).order_by("case__number")
        keys = list(planned.values_list("case_id", flat=True)[:plans])
        job = print_plans(cases=keys, district=district, key=uuid.uuid4(), by=owner)
        parts = list(job.parts.values_list("pk", flat=True))
    start = time.perf_counter()
    for part in parts:
        app.send_task(KIND.task, args=[str(part), owner.pk], queue=QUEUE)
    while _open(job, owner):
        if time.perf_counter() - start > PATIENCE:
            raise CommandError("The workers didn't get done.")
        time.sleep(ASKED_EVERY)
    return time.perf_counter() - start


def _open(job: Job, owner: User) -> bool:
    with acting_as(owner):
        return Job.objects.get(pk=job.pk).is_open
