"""What the owner of an import asks for: that a file is checked, written, and undone. Each is a job."""

import uuid
from collections.abc import Collection, Mapping
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from audit import log
from audit.log import audited
from cases.access import districts_to_import_to
from cases.models import CaseImport, Imported
from organisation import jobs
from organisation.models import District, User
from sig.lib.rules import Blocker, Refused


State = CaseImport.State

NOT_HERE = "Du får inte läsa in ärenden i den stadsdelen."
NOT_CHECKED = "Filen är inte kontrollerad, eller redan inläst. Öppna sidan igen."
ERASED = "Filens rader är borttagna efter ett dygn. Lämna filen igen."
NOTHING_RIGHT = "Ingen rad är rätt, så det finns inget att läsa in. Rätta filen och lämna den igen."
TOO_LATE = "Det har gått ett dygn, eller inläsningen är redan ångrad. Den går inte att ångra nu."


@audited("import.received")
def receive(*, key: UUID, content: bytes, district: District, by: User) -> CaseImport:
    """Take a file, to be checked by the worker. ``key`` is the import's: sent twice it is one."""
    if again := CaseImport.objects.own(by).filter(pk=key).first():
        return again
    _require_district(district, by)
    batch = CaseImport(pk=key, district=district, owner=by, content=content)
    batch.insert()
    return _ordered(batch, State.RECEIVED, 2, by)  # read, and checked


@audited("import.ordered")
def order_writing(*, batch: CaseImport, left_out: int, by: User) -> CaseImport:
    """Have the rows that are right written. ``left_out``: how many its owner knows are left out.

    Raises ``Refused`` when other rows are wrong, when none is right, and when they are erased.
    """
    batch = _locked(batch, by)
    if batch.state in (State.ORDERED, State.WRITTEN):
        return batch
    if batch.erased_at:
        raise Refused(Blocker(ERASED, ""))
    if batch.state != State.CHECKED:
        raise Refused(Blocker(NOT_CHECKED, ""))
    if not batch.right:
        raise Refused(Blocker(NOTHING_RIGHT, ""))
    if batch.wrong != left_out:
        words = f"{batch.wrong} rader är fel. Kryssa för att läsa in utan dem, eller rätta filen."
        raise Refused(Blocker(words, ""))
    return _ordered(batch, State.ORDERED, 1, by)


@audited("import.undo_ordered")
def order_undo(*, batch: CaseImport, by: User) -> CaseImport:
    """Have what the import wrote taken away, but for cases that somebody has worked in.

    Raises ``Refused`` when a day has passed.
    """
    batch = _locked(batch, by)
    if batch.state == State.UNDOING:
        return batch
    if not batch.may_be_undone(timezone.now()):
        raise Refused(Blocker(TOO_LATE, ""))
    return _ordered(batch, State.UNDOING, Imported.objects.filter(batch=batch).count() + 1, by)


def _require_district(district: District, by: User) -> None:
    if district not in districts_to_import_to(by):
        raise Refused(Blocker(NOT_HERE, "R7"))


def _locked(batch: CaseImport, by: User) -> CaseImport:
    found = CaseImport.objects.own(by).select_for_update(of=("self",)).select_related("district")
    batch = found.get(pk=batch.pk)
    _require_district(batch.district, by)
    return batch


def _ordered(batch: CaseImport, state: str, steps: int, by: User) -> CaseImport:
    job = jobs.start(
        kind=KIND,
        key=uuid.uuid4(),
        district=batch.district,
        total=steps,
        about=[batch.pk],
        by=by,
    )
    batch.state, batch.job = state, job.pk
    batch.save(update_fields=["state", "job"])
    return batch


def _called(user: User, batches: Collection[UUID]) -> Mapping[UUID, str]:
    own = CaseImport.objects.own(user).filter(pk__in=batches)
    return {pk: "Rader och utfall (Excel)" for pk in own.values_list("pk", flat=True)}


def _opens(user: User, batch: UUID) -> None:
    found = CaseImport.objects.own(user).select_related("district").filter(pk=batch).first()
    if found is None:
        raise Http404
    log.record("import.read", by=user, on=found)


KIND = jobs.Kind(
    code="case_import",
    title="Inläsning av ärenden",
    task="cases.tasks.work_on_import",
    called=_called,
    opens=_opens,
    goes_on=("cases:imports", "Till inläsningarna"),
)
