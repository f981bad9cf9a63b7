"""A file of cases that the first stadsdel's manager has left: checked, and not read in yet.

It is checked as the worker checks any file, so that what the page and the report say is true. Whoever
tries the demo can read its right rows in, and undo it.
"""

import random
import uuid
from datetime import date, timedelta

from django.utils import timezone

from cases.imports import report
from cases.imports.checking import check
from cases.imports.ordering import KIND
from cases.imports.reading import Line
from cases.imports.storing import keep
from cases.models import CaseImport, ReferralKind, Route, Step
from organisation.access import acting_as
from organisation.models import Job, JobPart, JobState
from sig.demo import names
from sig.demo.dossier import draw_id
from sig.demo.staff import Office
from sig.lib.http import XLSX


SEED = 2019
AGE = 16
WRONG_DAY = {"received_on": "3/1-24"}
LEFT_US = {"lots": "anna.slutat"}
NOT_EXECUTED = {"executed_on": "", "met_on": ""}
# What differs from row to row: three are right, three are wrong as files of real offices are.
ROWS: tuple[dict[str, str], ...] = (
    {},
    WRONG_DAY,
    {"reference": "B-07"},
    LEFT_US,
    NOT_EXECUTED,
    {"reference": "B-11"},
)


def leave_a_file(office: Office, today: date) -> None:
    """Add the import with the report of its check."""
    rng = random.Random(SEED)
    lines = [_line(place, office, today, rng) | changes for place, changes in enumerate(ROWS)]
    with acting_as(office.manager):
        batch = CaseImport.objects.create(
            id=draw_id(rng), district=office.district, owner=office.manager, job=draw_id(rng)
        )
        kept = [Line(number, texts) for number, texts in enumerate(lines, start=2)]
        check(kept, office.district, office.manager)
        keep(batch, kept)
        _report(batch, draw_id(rng))


def _line(place: int, office: Office, today: date, rng: random.Random) -> dict[str, str]:
    """A case that is going on. Nobody else in the demo has a birthday so near (see ``names``)."""
    first, last = names.full_names(rng)[0]
    born = today.replace(year=today.year - AGE, day=min(today.day, 28)) - timedelta(days=2 + place)
    enrolled = today - timedelta(days=160 + 20 * place)
    return {
        "number": names.number(born, names.TEST_SERIALS[place % 2]).full,
        "first_name": first,
        "last_name": last,
        "programme": "SIG unga",
        "step": Step.IMPLEMENTATION.label,
        "received_on": (enrolled - timedelta(days=40)).isoformat(),
        "kind": ReferralKind.APPLICATION.label,
        "route": Route.SCHOOL.label,
        "enrolled_on": enrolled.isoformat(),
        "executed_on": (enrolled + timedelta(days=12)).isoformat(),
        "met_on": (today - timedelta(days=6 + 3 * place)).isoformat(),
        "lots": office.lots.username,
        "colleague": office.coordinator.username,
        "reference": f"A-{place + 1:02}",
    }


def _report(batch: CaseImport, part: uuid.UUID) -> None:
    """The job of the check, done, with its file."""
    job = Job.objects.create(
        id=batch.job,
        owner=batch.owner,
        district=batch.district,
        kind=KIND.code,
        state=JobState.DONE,
        total=2,
        done=2,
        started_at=batch.made_at,
        ended_at=timezone.now(),
    )
    JobPart.objects.create(
        id=part,
        job=job,
        about=batch.pk,
        content=report.report(batch),
        media_type=XLSX,
        file_name="inlasning.xlsx",
        ended_at=job.ended_at,
    )
