"""Beställningar: what the user has ordered that takes long, how far it has come, and its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from organisation.jobs import kind_of
from organisation.models import Job, JobPart
from organisation.requests import StaffRequest
from sig.lib.http import as_file


SHOWN = 50
PDF = "application/pdf"
IN_THE_BROWSER = {PDF, "text/html"}
ERASED = "Filen är borttagen. Beställ igen om du behöver den."


@dataclass(frozen=True)
class Line:
    """A file of the job: what it is called, where it is, or why it isn't there."""

    label: str
    url: str
    note: str


@require_GET
def jobs(request: StaffRequest) -> HttpResponse:
    """The user's own, newest first."""
    mine = Job.objects.own(request.user).select_related("district")[:SHOWN]
    context = {"jobs": [(job, kind_of(job).title) for job in mine]}
    return render(request, "organisation/jobs.html", context)


@require_GET
def job(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One of them. The page asks how far it has come until it has ended."""
    job = _own(request, pk)
    lines = _lines(request, job)
    kind = kind_of(job)
    context = {
        "job": job,
        "title": kind.title,
        "goes_on": kind.goes_on,
        "lines": lines,
        "hidden": job.parts.count() - len(lines),
        "kept": settings.JOB_FILES_KEPT.days,
    }
    return render(request, "organisation/job.html", context)


@require_GET
def progress(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far the job has come, to be put into its page. When it has ended, the page is read anew."""
    job = _own(request, pk)
    response = HttpResponse(render_to_string("organisation/job_progress.html", {"job": job}))
    if not job.is_open:
        response.headers["HX-Refresh"] = "true"
    return response


@require_GET
def file(request: StaffRequest, pk: UUID, part: UUID) -> HttpResponse:
    """A file of the job. What is about a case opens only for who may open the case today."""
    job = _own(request, pk)
    found = get_object_or_404(job.parts.all(), pk=part)
    if found.content is None:
        raise Http404
    if found.about and (opens := kind_of(job).opens):
        opens(request.user, found.about)
    how = "inline" if found.media_type in IN_THE_BROWSER else "attachment"
    return as_file(bytes(found.content), found.media_type, found.file_name, how)


def _own(request: StaffRequest, pk: UUID) -> Job:
    return get_object_or_404(Job.objects.own(request.user).select_related("district"), pk=pk)


def _lines(request: StaffRequest, job: Job) -> list[Line]:
    """The files, but for those about what the user may not know of any longer."""
    parts = list(job.parts.without_bytes())
    called = kind_of(job).called
    about = [part.about for part in parts if part.about]
    names = called(request.user, about) if called and about else {}
    return [_line(part, names) for part in parts if part.about is None or part.about in names]


def _line(part: JobPart, names: Mapping[UUID, str]) -> Line:
    label = names[part.about] if part.about else "Hämta filen"
    if part.has_file:
        label += " (PDF)" if part.media_type == PDF else ""
        return Line(label, reverse("organisation:job_file", args=[part.job_id, part.pk]), "")
    ended = part.failure or ERASED
    return Line(label, "", ended if part.ended_at else "Inte klar än.")
