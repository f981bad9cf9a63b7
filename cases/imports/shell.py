"""Reading in at once, without a job: what the command does."""

from collections.abc import Sequence

from cases.imports.reading import Line
from cases.imports.storing import keep
from cases.imports.writing import checked_again, write
from cases.models import CaseImport
from organisation.access import acting_as
from organisation.models import District, User


def write_now(lines: Sequence[Line], district: District, by: User) -> int:
    """Write the lines that are right, as an import that its owner can undo. Returns how many."""
    with acting_as(by):
        batch = CaseImport(district=district, owner=by)
        batch.insert()
        keep(batch, lines)
        left_out = batch.wrong
        entries = checked_again(batch, by)
        return write(batch=batch, entries=entries, wrong=left_out, by=by).written
