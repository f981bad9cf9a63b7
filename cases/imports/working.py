"""What the worker does with an import: checks it, writes it or undoes it, by how far it has come.

It works as the import's owner. A worker that is killed leaves nothing by halves: what it checks and
what it writes is kept in one transaction, and undoing goes on where it stopped.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from audit.log import audited
from cases.access import districts_to_import_to
from cases.imports import report
from cases.imports.checking import check
from cases.imports.ordering import NOT_HERE
from cases.imports.reading import read
from cases.imports.storing import keep
from cases.imports.writing import checked_again, write
from cases.models import CaseImport, Imported
from organisation import jobs
from organisation.access import acting_as
from organisation.models import JobPart, User
from sig.lib.http import XLSX
from sig.lib.rules import Refused


State = CaseImport.State

AT_ONCE = 100  # cases undone in a statement


def work(key: UUID, owner: User) -> None:
    """Do what the part of a job asks for, unless it is done."""
    with acting_as(owner):
        part = jobs.part_taken(key)
        if part is None or part.about is None:
            return
        batch = CaseImport.objects.select_related("district", "owner").get(pk=part.about)
        if batch.district not in districts_to_import_to(owner):
            jobs.refuse(part, NOT_HERE)
            return
        jobs.begin_again(part.job)
    if batch.state == State.RECEIVED:
        _check(batch, part, owner)
    elif batch.state == State.ORDERED:
        _write(batch, part, owner)
    elif batch.state == State.UNDOING:
        _undo(batch, part, owner)


def _check(batch: CaseImport, part: JobPart, owner: User) -> None:
    try:
        lines = read(bytes(batch.content or b""))
    except ValidationError as unreadable:
        with acting_as(owner):
            _give_up(batch, part, " ".join(unreadable.messages))
        return
    with acting_as(owner):
        jobs.advance(part.job)
    with acting_as(owner):
        check(lines, batch.district, owner)
        keep(batch, lines)
        jobs.put(part, _file(report.report(batch)))


def _give_up(batch: CaseImport, part: JobPart, problem: str) -> None:
    batch.state, batch.problem, batch.content = State.UNREADABLE, problem, None
    batch.save(update_fields=["state", "problem", "content"])
    jobs.refuse(part, problem)


def _write(batch: CaseImport, part: JobPart, owner: User) -> None:
    with acting_as(owner):
        left_out = batch.wrong
        entries = checked_again(batch, owner)
        try:
            write(batch=batch, entries=entries, wrong=left_out, by=owner)
        except Refused as refusal:
            jobs.refuse(part, " ".join(refusal.messages))
            return
        jobs.put(part, _file(report.report(batch)))


def _undo(batch: CaseImport, part: JobPart, owner: User) -> None:
    with acting_as(owner):
        cases = list(Imported.objects.filter(batch=batch).values_list("case", flat=True))
    for first in range(0, len(cases), AT_ONCE):
        some = cases[first : first + AT_ONCE]
        with acting_as(owner):
            _take_away(batch, some)
            jobs.advance(part.job, len(some))
    with acting_as(owner):
        end_undo(batch=batch, by=owner)
        jobs.put(part, _file(report.stayed(batch)))


def _take_away(batch: CaseImport, cases: list[UUID]) -> None:
    """The application may delete no case; the database's own function does, and asks once more."""
    with connection.cursor() as cursor:
        cursor.execute("select undo_import(%s, %s)", [batch.pk, cases])


@audited("import.undone")
def end_undo(*, batch: CaseImport, by: User) -> CaseImport:
    """Note that it is over, and how many cases stayed since somebody had worked in them."""
    batch.state, batch.undone_at = State.UNDONE, timezone.now()
    batch.stayed = Imported.objects.filter(batch=batch).count()
    batch.save(update_fields=["state", "undone_at", "stayed"])
    return batch


def _file(content: bytes) -> jobs.File:
    return jobs.File(content, XLSX, "inlasning.xlsx")
