"""Records of a case as plain text, to be pasted into the main system."""

from collections.abc import Iterable

from cases.models import Case, JournalEntry
from sig.lib.dates import swedish, swedish_time


RULE = "-" * 60


def journal_text(case: Case, entries: Iterable[JournalEntry]) -> str:
    """The entries as they are printed: the case number and never a name."""
    head = f"Ärende {case.number}\nJournal"
    if case.main_system_number:
        head = f"Ärende {case.number}, i huvudsystemet {case.main_system_number}\nJournal"
    return f"\n{RULE}\n".join([head, *(note_text(entry) for entry in entries)]) + "\n"


def note_text(entry: JournalEntry) -> str:
    """One entry: what it is, when it happened, where it comes from, who wrote it and when."""
    lines = [f"{entry.get_kind_display()}, {swedish(entry.happened_on, year=True)}"]
    if entry.source:
        lines.append(f"Källa: {entry.source}")
    if entry.corrects and entry.corrects.written_at:
        lines.append(f"Rättar anteckningen från {swedish(entry.corrects.written_at, year=True)}.")
        lines.append(f"Skäl till rättelsen: {entry.correction_reason or 'inte angivet'}")
    return "\n".join([*lines, "", entry.text, "", _signature(entry)])


def _signature(entry: JournalEntry) -> str:
    assert entry.written_at is not None
    when = f"{swedish(entry.written_at, year=True)} kl. {swedish_time(entry.written_at)}"
    title = f", {entry.written_title.lower()}" if entry.written_title else ""
    return f"Påskriven {when} av {entry.written_by}{title}."
