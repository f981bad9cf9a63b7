"""The lines of a file as rows of a table that only its owner sees, until they are a day old."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from cases.imports.reading import Line
from cases.models import CaseImport, ImportRow
from sig.lib.workbooks import Fault


BATCH = 500  # rows in a statement: none comes near the database's time limit


def keep(batch: CaseImport, lines: Sequence[Line]) -> None:
    """Keep the lines with their faults in place of the file. Kept twice they stand there once."""
    ImportRow.objects.filter(batch=batch).delete()
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                batch=batch,
                number=line.number,
                texts=line.texts,
                faults=[asdict(fault) for fault in line.faults],
            )
            for line in lines
        ],
        batch_size=BATCH,
    )
    batch.total = len(lines)
    batch.wrong = sum(bool(line.faults) for line in lines)
    batch.state = CaseImport.State.CHECKED
    batch.content = None
    batch.save(update_fields=["total", "wrong", "state", "content"])


def kept(batch: CaseImport) -> list[Line]:
    """The lines as they were kept, in the order of the file."""
    return [
        Line(row.number, row.texts, faults=[Fault(**fault) for fault in row.faults])
        for row in ImportRow.objects.filter(batch=batch)
    ]


def erase(now: datetime) -> int:
    """Erase files and lines that are a day old; returns of how many imports."""
    old = list(CaseImport.objects.outdated(now))
    ImportRow.objects.filter(batch__in=old).delete()
    pks = [batch.pk for batch in old]
    return CaseImport.objects.filter(pk__in=pks).update(content=None, erased_at=now)
