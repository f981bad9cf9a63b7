"""The annual report on its pages: written by the uppföljare, and drawn by the worker as a job."""

import uuid
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from followup import reporting
from followup.models import AnnualReport
from organisation.access import acting_as
from organisation.models import District, Job, JobPart, JobState
from tests.people import Cast
from tests.stories import enrolled_case
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db

ROOT = "/arsrapporter/"


def begun(cast: Cast) -> AnnualReport:
    client = signed_in(cast.uno)
    sent = {"once": str(uuid.uuid4()), "from_on": "2025-01-01", "before": "2026-01-01"}
    for _ in range(2):  # a double click
        response = client.post(ROOT, sent)
    report = AnnualReport.objects.get(from_on=date(2025, 1, 1))
    assert response["Location"] == f"{ROOT}{report.pk}/"
    return report


def page(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    response = client.get(path) if data is None else client.post(path, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ["lotta", "sam", "carin", "ulla", "sara", "fred"])
def test_r43_nobody_but_the_analyst_finds_the_reports(cast: Cast, name: str) -> None:
    """Planted: without ``require_analyst`` the manager wrote the city's report."""
    report = begun(cast)
    client = signed_in(cast.everybody[name])
    for path in (ROOT, f"{ROOT}{report.pk}/"):
        assert client.get(path).status_code == 404
    for path in ("skriv-pa/", "bestall/"):
        assert client.post(f"{ROOT}{report.pk}/{path}").status_code == 404


def test_the_texts_are_saved_signed_and_then_locked(cast: Cast) -> None:
    report, client = begun(cast), signed_in(cast.uno)
    path = f"{ROOT}{report.pk}/"
    assert "saknar sammanfattning" in page(client, f"{path}skriv-pa/", {})
    sent = {"version": "1", "summary": "Ett gott år.", "cooperation": "", "wishes": ""}
    assert "Texterna är sparade." in page(client, path, sent)
    stale = client.post(path, sent | {"summary": "Något annat."})
    assert stale.status_code == 409
    assert "Något annat." in stale.content.decode()
    assert "Påskriven" in page(client, f"{path}skriv-pa/", {})
    assert "Spara texterna" not in page(client, path)


@pytest.mark.parametrize("before", ["2026-01-01", "2025-12-31", "i morgon"])
def test_a_period_that_can_t_be_is_refused_in_words(cast: Cast, before: str) -> None:
    sent = {"once": str(uuid.uuid4()), "from_on": "2026-01-01", "before": before}
    shown = page(signed_in(cast.uno), ROOT, sent)
    assert "Det här behöver rättas" in shown
    assert not AnnualReport.objects.exists()


def ordered(cast: Cast, report: AnnualReport) -> Job:
    """What the page orders, pressed twice, before any worker has taken it."""
    key = str(uuid.uuid4())
    with patch("organisation.jobs.send"):
        for _ in range(2):
            path = f"{ROOT}{report.pk}/bestall/"
            assert signed_in(cast.uno).post(path, {"once": key}).status_code == 302
    with acting_as(cast.uno):
        return Job.objects.own(cast.uno).get()


def test_the_pdf_is_a_job_with_a_step_for_each_stadsdel(cast: Cast) -> None:
    """Planted: steps counted twice when the worker that began was killed and another took over."""
    enrolled_case(cast)
    report = begun(cast)
    job = ordered(cast, report)
    assert job.total == District.objects.in_force(date(2025, 12, 31)).count() + 1
    with acting_as(cast.uno):
        part = JobPart.objects.get(job=job)
        Job.objects.filter(pk=job.pk).update(done=5)  # by the one that was killed
    reporting.draw(part.pk, cast.uno)
    reporting.draw(part.pk, cast.uno)  # delivered twice
    with acting_as(cast.uno):
        job.refresh_from_db()
        part.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, job.total)
    assert bytes(part.content).startswith(b"%PDF")
    client = signed_in(cast.uno)
    assert "Årsrapport 1 januari 2025–31 december 2025" in page(client, f"/jobb/{job.pk}/")
    file = f"/jobb/{job.pk}/fil/{part.pk}/"
    assert client.get(file)["Content-Type"] == "application/pdf"
    with patch("followup.access.is_analyst", return_value=False):  # the role was taken back
        assert client.get(file).status_code == 404


def test_r43_who_is_no_analyst_any_more_gets_no_report(cast: Cast) -> None:
    """Planted: the role asked for when it was ordered alone."""
    job = ordered(cast, begun(cast))
    with acting_as(cast.uno):
        part = JobPart.objects.get(job=job)
    with patch("followup.reporting.is_analyst", return_value=False):
        reporting.draw(part.pk, cast.uno)
    with acting_as(cast.uno):
        part.refresh_from_db()
    assert (part.content, part.failure) == (None, reporting.NO_ACCESS)


def test_r44_two_reports_never_count_the_same_days(cast: Cast) -> None:
    """Planted: without ``_refuse_overlap`` a report a day longer told of who came that day."""
    report = begun(cast)
    sent = {"once": str(uuid.uuid4()), "from_on": "2025-01-01", "before": "2026-01-02"}
    assert "Dagarna räknas redan i rapporten" in page(signed_in(cast.uno), ROOT, sent)
    assert list(AnnualReport.objects.all()) == [report]


def test_r44_nothing_is_counted_before_the_period_has_ended(cast: Cast) -> None:
    """Planted: without the check the same report was counted today and tomorrow."""
    sent = {"once": str(uuid.uuid4()), "from_on": "2026-01-01", "before": "2999-01-01"}
    shown = page(signed_in(cast.uno), ROOT, sent)
    report = AnnualReport.objects.get()
    assert "Gör en PDF" in shown
    order = {"once": str(uuid.uuid4())}
    told = page(signed_in(cast.uno), f"{ROOT}{report.pk}/bestall/", order)
    assert "Siffrorna räknas när perioden är slut" in told
    with acting_as(cast.uno):
        assert not Job.objects.own(cast.uno).exists()
