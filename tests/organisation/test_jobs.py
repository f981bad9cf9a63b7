"""What takes long: ordered once, done once, seen by its owner, and found again when it was lost."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils import timezone

from organisation import jobs
from organisation.access import acting_as, acting_in
from organisation.models import District, Job, JobPart, User
from organisation.tasks import tend_jobs
from tests.people import Cast
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db

FILE = jobs.File(b"a;b", "text/csv", "rapport.csv")
REPORT = jobs.Kind(code="test_report", title="Provrapporten", task="tests.report")
THINGS = [uuid.uuid4(), uuid.uuid4()]


def _called(user: User, about: Any) -> dict[uuid.UUID, str]:
    """The last of the things is one that nobody may know of any longer."""
    return {THINGS[0]: "Den första"} if user.username == "sam" else {}


PAIR = jobs.Kind("test_pair", "Provparet", "tests.pair", called=_called)


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What would have gone to the broker; tests/faults has a real one."""
    found: list[tuple[Any, ...]] = []
    monkeypatch.setattr(jobs, "send", lambda *message: found.append(message))
    for kind in (REPORT, PAIR):
        monkeypatch.setitem(jobs._KINDS, kind.code, kind)
    return found


def ordered(by: User, district: District | None, kind: jobs.Kind = REPORT, **changes: Any) -> Job:
    with acting_as(by):
        return jobs.start(
            **{"kind": kind, "key": uuid.uuid4(), "district": district} | changes, by=by
        )


def fresh(job: Job) -> Job:
    with acting_as(job.owner):
        return Job.objects.get(pk=job.pk)


def test_ordered_twice_with_one_key_it_is_one_job(cast: Cast, sent: list[Any]) -> None:
    key = uuid.uuid4()
    first, second = (ordered(cast.sam, cast.hv, key=key, total=3) for _ in range(2))
    assert first == second
    assert sent == [("organisation.tasks.hand_out", str(key), cast.sam.pk)]


def test_a_file_is_kept_once_however_often_the_work_is_done(cast: Cast) -> None:
    """Planted: ``_end`` that doesn't ask whether the job is open was stopped by the database."""
    job = ordered(cast.sam, cast.hv, total=2)
    with acting_as(cast.sam):
        taken = [jobs.taken(job.pk), jobs.taken(job.pk)]  # two deliveries at work at once
        jobs.advance(job)
        assert fresh(job).progress == "1 av 2 klara."
        assert [jobs.finish(one, FILE) for one in taken if one] == [True, False]
        assert jobs.taken(job.pk) is None
        assert JobPart.objects.filter(job=job).count() == 1
    assert (fresh(job).state, fresh(job).done) == ("done", 2)


def test_the_last_part_ends_the_job(cast: Cast) -> None:
    job = ordered(cast.sam, cast.hv, PAIR, about=THINGS)
    with acting_as(cast.sam):
        one, other = job.parts.all()
        assert jobs.put(one, FILE)
        assert not jobs.put(one, FILE)
        assert (fresh(job).is_open, fresh(job).done) == (True, 1)
        assert jobs.refuse(other, "Planen finns inte.")
        assert jobs.part_taken(one.pk) is None
    assert (fresh(job).state, fresh(job).done) == ("done", 2)


def test_a_job_that_has_ended_is_locked_by_the_database(cast: Cast) -> None:
    job = ordered(cast.sam, cast.hv)
    with acting_as(cast.sam):
        jobs.fail(job, "Underlaget saknas.")
        with pytest.raises(ProgrammingError, match="locked"), transaction.atomic():
            Job.objects.filter(pk=job.pk).update(state="running", ended_at=None, failure="")


def test_the_database_shows_a_job_to_its_owner_alone(cast: Cast) -> None:
    """Planted: a wall that asks for the stadsdel only showed Sam's job to Lotta."""
    job = ordered(cast.sam, cast.hv, PAIR, about=THINGS)
    citywide = ordered(cast.uno, None)
    seen = "select (select count(*) from organisation_job), (select count(*) from organisation_jobpart)"
    for user, rows in ((cast.sam, (1, 2)), (cast.uno, (1, 0)), (cast.lotta, (0, 0))):
        with acting_as(user), connection.cursor() as cursor:
            cursor.execute(seen)
            assert cursor.fetchone() == rows, user
    with connection.cursor() as cursor:
        cursor.execute(seen)
        assert cursor.fetchone() == (0, 0)
    with acting_in(cast.hv):
        assert set(Job.objects.all()) == {job, citywide}


def test_its_pages_are_its_owners(cast: Cast) -> None:
    job = ordered(cast.sam, cast.hv)
    with acting_as(cast.sam):
        jobs.finish(job, FILE)
        part = job.parts.get()
    pages = [
        reverse("organisation:job", args=[job.pk]),
        reverse("organisation:job_progress", args=[job.pk]),
        reverse("organisation:job_file", args=[job.pk, part.pk]),
    ]
    for who, status in ((cast.sam, 200), (cast.lotta, 404), (cast.carin, 404), (cast.farah, 404)):
        assert [signed_in(who).get(page).status_code for page in pages] == [status] * 3
    assert "Provrapporten" in signed_in(cast.sam).get("/jobb/").content.decode()
    assert "Provrapporten" not in signed_in(cast.carin).get("/jobb/").content.decode()
    file = signed_in(cast.sam).get(pages[2])
    assert (file.content, file["Content-Type"]) == (FILE.content, "text/csv")


def test_the_page_tells_how_far_it_has_come_and_is_read_anew_when_it_has_ended(cast: Cast) -> None:
    job = ordered(cast.sam, cast.hv, PAIR, about=THINGS)
    page = reverse("organisation:job_progress", args=[job.pk])
    assert "Väntar på att börja." in signed_in(cast.sam).get(page).content.decode()
    with acting_as(cast.sam):
        one = jobs.part_taken(job.parts.all()[0].pk)
        assert one
        jobs.put(one, FILE)
    assert "hx-trigger" in signed_in(cast.sam).get(page).content.decode()
    whole = signed_in(cast.sam).get(reverse("organisation:job", args=[job.pk])).content.decode()
    assert "1 av 2 klara." in whole
    assert "Den första" in whole
    assert "1 fil visas inte: du har inte längre åtkomst till ärendet." in whole
    with acting_as(cast.sam):
        jobs.fail(job, "Underlaget saknas.")
    last = signed_in(cast.sam).get(page)
    assert last["HX-Refresh"] == "true"
    assert "Underlaget saknas." in last.content.decode()
    assert "hx-trigger" not in last.content.decode()


def unheard(job: Job) -> None:
    with acting_as(job.owner):
        Job.objects.filter(pk=job.pk).update(heard_at=timezone.now() - jobs.LOST_AFTER * 2)


def test_a_lost_job_is_sent_again_and_given_up_in_the_end(cast: Cast, sent: list[Any]) -> None:
    """Planted: without ``heard_at=now`` in ``send_again`` it was sent at every turn."""
    job = ordered(cast.sam, cast.hv)
    sent.clear()
    tend_jobs()
    assert sent == []
    for _ in range(jobs.TRIES - 1):
        unheard(job)
        tend_jobs()
        tend_jobs()
    assert sent == [("organisation.tasks.hand_out", str(job.pk), cast.sam.pk)] * (jobs.TRIES - 1)
    unheard(job)
    tend_jobs()
    assert fresh(job).failure == jobs.GIVEN_UP


def test_only_what_is_left_is_handed_out(cast: Cast, sent: list[Any]) -> None:
    job = ordered(cast.sam, cast.hv, PAIR, about=THINGS)
    sent.clear()
    with acting_as(cast.sam):
        one, other = job.parts.all()
        jobs.put(one, FILE)
        jobs.send_parts(job.pk)
        assert sent == [("tests.pair", str(other.pk), cast.sam.pk)]
        jobs.put(other, FILE)
        jobs.send_parts(job.pk)
    assert len(sent) == 1


def test_files_are_erased_after_seven_days_and_the_rows_stay(cast: Cast) -> None:
    job = ordered(cast.sam, cast.hv)
    with acting_as(cast.sam):
        jobs.finish(job, FILE)
        part = job.parts.get()
    for days, kept in ((6, True), (8, False)):
        with acting_as(cast.sam):
            JobPart.objects.update(ended_at=timezone.now() - timedelta(days=days))
        tend_jobs()
        with acting_as(cast.sam):
            assert (JobPart.objects.get().content is not None) is kept
    shown = signed_in(cast.sam).get(reverse("organisation:job", args=[job.pk])).content.decode()
    assert "Filen är borttagen." in shown
    erased = reverse("organisation:job_file", args=[job.pk, part.pk])
    assert signed_in(cast.sam).get(erased).status_code == 404
