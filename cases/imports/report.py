"""What came of each row, as a file. It names rows and case numbers, never a person."""

from cases.imports.reading import Line
from cases.imports.storing import kept
from cases.models import CaseImport, Imported
from sig.lib.sheets import Cell, Sheet, as_xlsx


HEADS = ("Rad", "Utfall", "Ärendenummer", "Cell", "Kolumn", "Vad som är fel och vad du gör")


def report(batch: CaseImport) -> bytes:
    """A line for each row of the file, and one for each fault of a row."""
    marks = Imported.objects.filter(batch=batch).values_list("number", "case__number")
    numbers = dict(marks)
    rows = [row for line in kept(batch) for row in _rows(line, numbers.get(line.number, ""))]
    notes = [f"{batch.total} rader i filen. {batch.wrong} med fel. {batch.written} inlästa."]
    return as_xlsx([Sheet("Inläsning", HEADS, rows, notes)])


def _rows(line: Line, number: str) -> list[list[Cell]]:
    if not line.faults:
        return [[line.number, "Inläst" if number else "Rätt", number, "", "", ""]]
    return [
        [line.number, "Fel, inte inläst", "", fault.cell, fault.column, fault.message]
        for fault in line.faults
    ]


def stayed(batch: CaseImport) -> bytes:
    """The cases that stayed when the import was undone."""
    marks = Imported.objects.filter(batch=batch).order_by("number")
    rows: list[list[Cell]] = [
        [number, "Ligger kvar: någon har arbetat i ärendet", case, "", "", ""]
        for number, case in marks.values_list("number", "case__number")
    ]
    notes = [f"{batch.written} inlästa. {len(rows)} ligger kvar."]
    return as_xlsx([Sheet("Ångrad", HEADS[:3], [row[:3] for row in rows], notes)])
