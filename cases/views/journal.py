"""The journal: working notes of one's own, signed ones for everybody on the case."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import drafts
from cases.access import get_case
from cases.actions import journal as actions
from cases.documents.journal import journal_text
from cases.forms.journal import DissentForm, NoteFilterForm, NoteForm
from cases.models import Case, Dissent, Filing, JournalEntry
from cases.pages import case_for, first_of, may_write
from cases.paging import page
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


NOTES = 50
NEWEST = ("happened_on", "written_at", "id")


@dataclass
class Line:
    """A signed note with what has been added to it since."""

    entry: JournalEntry
    corrections: list[JournalEntry] = field(default_factory=list)
    dissents: list[Dissent] = field(default_factory=list)
    filing: Filing | None = None


@require_http_methods(["GET", "POST"])
def journal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Notes, newest first, and a form for the next one."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="journal.read")
    if request.method != "POST":
        form = _empty(request, case)
        unsaved = drafts.unsaved(case, _draft_of(case, form), request.user, sent=False)
        unsaved.fill(form)
        return _page(request, case, form, unsaved)
    typed = _working(case, request.user, request.POST.get("once")) or JournalEntry(case=case)
    form = NoteForm(request.POST, instance=typed)
    unsaved = drafts.unsaved(case, _draft_of(case, form), request.user, sent=True)
    working = "utkast" in request.POST
    act = actions.save_working_note if working else actions.write_note
    if form.is_valid():
        typed.pk = form.cleaned_data["once"]
        if attempt(form, act, note=typed, by=request.user):
            drafts.forget(case=case, name=unsaved.name, by=request.user, sent=request.POST)
            done = "sparad som arbetsanteckning. Bara du ser den." if working else "påskriven."
            messages.success(request, f"Anteckningen är {done}")
            return redirect("cases:journal", case.pk)
    return _page(request, case, form, unsaved)


@require_GET
def as_text(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The notes of the filter, or one of them, as text to copy into the main system."""
    case = get_case(request.user, pk, Permission.READ_CASE, event="journal.copied")
    notes = _notes(case, NoteFilterForm(request.GET))
    if key := request.GET.get("anteckning"):
        one = _named(case, key)
        notes = notes.filter(pk=one.pk) if one else notes.none()
    text = journal_text(case, notes.order_by(*NEWEST))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_POST
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Note that the chosen notes stand in the main system's file."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    keys = request.POST.getlist("anteckning")
    chosen = [entry for key in keys if (entry := _named(case, key))]
    for entry in chosen:
        entry.case = case
        actions.file_note(entry=entry, by=request.user)
    if len(chosen) == 1:
        messages.success(request, "Anteckningen är förd till akt.")
    elif chosen:
        messages.success(request, f"{len(chosen)} anteckningar är förda till akt.")
    else:
        messages.error(request, "Ingen anteckning är vald. Kryssa för dem som är förda till akt.")
    return redirect("cases:journal", case.pk)


@require_http_methods(["GET", "POST"])
def dissent(request: StaffRequest, pk: UUID, note: UUID) -> HttpResponse:
    """Note beside an entry what the person finds wrong in it."""
    case = case_for(request, pk, read=Permission.WORK_CASE, write=Permission.WORK_CASE)
    entry = get_object_or_404(_notes(case), pk=note)
    form = DissentForm(
        request.POST if request.method == "POST" else None,
        instance=Dissent(case=case, entry=entry),
    )
    if form.is_valid() and attempt(
        form, actions.note_dissent, dissent=form.save(commit=False), by=request.user
    ):
        messages.success(request, "Den enskildes uppfattning är antecknad.")
        return redirect("cases:journal", case.pk)
    return render(request, "cases/dissent.html", {"case": case, "form": form, "entry": entry})


def _page(
    request: StaffRequest, case: Case, form: NoteForm, unsaved: drafts.Unsaved
) -> HttpResponse:
    filters = NoteFilterForm(request.GET)
    shown = page(_notes(case, filters), NEWEST, NOTES, request.GET)
    working = JournalEntry.objects.of(case).working(request.user)
    return render(
        request,
        "cases/journal.html",
        {
            "case": case,
            "form": form,
            "filters": filters,
            "filtered": bool(filters.lookups),
            "query": request.GET.urlencode(),
            "page": shown,
            "lines": _lines(case, shown.rows),
            "working": working.order_by("-happened_on", "pk"),
            "correcting": _named(case, form["corrects"].value()),
            "may_write": may_write(request, case, Permission.WORK_CASE),
            "unsaved": unsaved,
        },
    )


def _notes(case: Case, filters: NoteFilterForm | None = None) -> QuerySet[JournalEntry]:
    signed = JournalEntry.objects.of(case).signed().prefetch_related("written_by", "corrects")
    return signed.filter(**filters.lookups) if filters else signed


def _lines(case: Case, entries: list[JournalEntry]) -> list[Line]:
    """The notes of a page, with three queries for what belongs to them."""
    keys = [entry.pk for entry in entries]
    corrections, dissents = defaultdict(list), defaultdict(list)
    for entry in _notes(case).filter(corrects__in=keys).order_by("written_at", "pk"):
        corrections[entry.corrects_id].append(entry)
    noted = Dissent.objects.of(case).filter(entry__in=keys).prefetch_related("noted_by")
    for objection in noted.order_by("noted_at", "pk"):
        dissents[objection.entry_id].append(objection)
    filings = Filing.objects.of(case).filter(entry__in=keys).prefetch_related("filed_by")
    filed = {filing.entry_id: filing for filing in filings}
    return [
        Line(entry, corrections[entry.pk], dissents[entry.pk], filed.get(entry.pk))
        for entry in entries
    ]


def _empty(request: StaffRequest, case: Case) -> NoteForm:
    """A new form, or a working note to go on with. Mending an entry begins with its text."""
    if draft := _working(case, request.user, request.GET.get("utkast")):
        return NoteForm(instance=draft, initial={"once": draft.pk, "corrects": draft.corrects_id})
    initial: dict[str, object] = {"happened_on": today()}
    if old := _named(case, request.GET.get("rattar")):
        initial = {
            "corrects": old.pk,
            "kind": old.kind,
            "happened_on": old.happened_on,
            "source": old.source,
            "text": old.text,
        }
    return NoteForm(instance=JournalEntry(case=case), initial=initial)


def _draft_of(case: Case, form: NoteForm) -> str:
    """A new note has its draft; each note that is mended or gone on with has one of its own."""
    if not form.instance._state.adding:
        return f"journal-{form.instance.pk}"
    old = _named(case, form["corrects"].value())
    return f"journal-{old.pk}" if old else "journal"


def _working(case: Case, author: User, key: str | None) -> JournalEntry | None:
    """The author's own working note under this key; None when there is none, or it is no key."""
    try:
        return first_of(JournalEntry.objects.working(author).filter(pk=key), case) if key else None
    except ValidationError:
        return None


def _named(case: Case, key: UUID | str | None) -> JournalEntry | None:
    """The signed entry of the case with this key; None when there is none, or when it is no key."""
    try:
        return _notes(case).filter(pk=key).first() if key else None
    except ValidationError:
        return None
