"""The log of a case: who read and wrote, in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit.events import sentence
from audit.log import of_case
from audit.models import LogEntry
from cases.access import EMERGENCY, PROTECTED, get_case
from cases.paging import page
from organisation.requests import StaffRequest
from organisation.roles import Permission


ENTRIES = 100
MARKS = {EMERGENCY: "med nödåtkomst", PROTECTED: "skyddade personuppgifter"}


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    role: str
    sentence: str
    mark: str


@require_GET
def log(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who has read and written, newest first. Reading the log is logged too."""
    case = get_case(request.user, pk, Permission.READ_LOG, event="log.read")
    entries = page(of_case(case.pk), ("at", "id"), ENTRIES, request.GET)
    return render(
        request,
        "cases/log.html",
        {"case": case, "lines": [_line(entry) for entry in entries.rows], "page": entries},
    )


def _line(entry: LogEntry) -> Line:
    """A row in words, with what sets the reading apart: how its reader got there, whose it is."""
    mark = MARKS.get(entry.detail, "")
    return Line(entry.at, entry.actor_name, entry.role, sentence(entry.event), mark)
