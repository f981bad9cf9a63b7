"""The journal: a working note of one's own, signed and locked, mended by a new entry (R51, R52)."""

from django.utils import timezone

from audit.log import audited
from cases.models import Dissent, Filing, JournalEntry
from cases.rules import case_is_open
from organisation.models import User
from sig.lib.rules import Blocker, Refused, require


@audited("journal.drafted")
def save_working_note(*, note: JournalEntry, by: User) -> JournalEntry:
    """Save a working note. Only ``by`` sees it until it is signed."""
    require(note.case, by, case_is_open)
    if _signed(note):
        raise Refused(Blocker("Anteckningen är påskriven och kan inte ändras.", "R51"))
    note.written_at = None
    return _store(note, by)


@audited("journal.written")
def write_note(*, note: JournalEntry, by: User) -> JournalEntry:
    """Sign a note: it stands in the journal, locked. The same form sent twice writes once.

    Raises ``Refused`` when it corrects another without saying why.
    """
    require(note.case, by, case_is_open)
    if again := _signed(note):
        return again
    if note.corrects_id and not note.correction_reason:
        raise Refused(Blocker("Skriv skälet till rättelsen.", "R52"))
    note.written_at = timezone.now()
    return _store(note, by)


def _signed(note: JournalEntry) -> JournalEntry | None:
    """The signed entry under this key, whichever copy of the row one holds."""
    return JournalEntry.objects.of(note.case).signed().filter(pk=note.pk).first()


def _store(note: JournalEntry, by: User) -> JournalEntry:
    note.written_by, note.written_title = by, by.title
    if note._state.adding:
        note.insert()
    else:
        note.save()
    return note


@audited("journal.dissent")
def note_dissent(*, dissent: Dissent, by: User) -> Dissent:
    """Note beside an entry what the person finds wrong in it (SoL 14:6)."""
    require(dissent.case, by, case_is_open)
    if again := dissent.already():
        return again
    dissent.noted_by = by
    dissent.insert()
    return dissent


@audited("journal.filed")
def file_note(*, entry: JournalEntry, by: User) -> Filing:
    """Note that the entry stands in the main system too. The first who filed it stands.

    A closed case can be filed: the copying is often the last thing done.
    """
    filing, _ = Filing.objects.get_or_create(
        entry=entry, defaults={"case": entry.case, "filed_by": by}
    )
    return filing
