"""The journal: written once, mended by a new entry."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases import drafts
from cases.actions.records import write_note
from cases.forms.journal import NoteForm
from cases.models import Case, JournalEntry
from cases.pages import case_for, may_write
from cases.paging import page
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.forms import attempt


NOTES = 50
NEWEST = ("happened_on", "written_at", "id")


@require_http_methods(["GET", "POST"])
def journal(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Notes, newest first, and a form for the next one."""
    case = case_for(request, pk, write=Permission.WORK_CASE, event="journal.read")
    note = JournalEntry(case=case)
    form = (
        NoteForm(request.POST, instance=note) if request.method == "POST" else _empty(request, note)
    )
    unsaved = drafts.unsaved(request, case, "journal")
    unsaved.fill(form)
    if form.is_valid():
        note.pk = form.cleaned_data["once"]
        if attempt(form, write_note, note=note, by=request.user):
            drafts.forget(case=case, name=unsaved.name, by=request.user)
            messages.success(request, "Anteckningen är sparad.")
            return redirect("cases:journal", case.pk)
    notes = JournalEntry.objects.of(case).select_related("written_by", "corrects")
    shown = page(notes, NEWEST, NOTES, request.GET)
    mended = JournalEntry.objects.of(case).filter(corrects__in=[entry.pk for entry in shown.rows])
    return render(
        request,
        "cases/journal.html",
        {
            "case": case,
            "form": form,
            "page": shown,
            "mended": set(mended.values_list("corrects", flat=True)),
            "correcting": _named(case, form["corrects"].value()),
            "may_write": may_write(request, case, Permission.WORK_CASE),
            "unsaved": unsaved,
        },
    )


def _empty(request: StaffRequest, note: JournalEntry) -> NoteForm:
    """A new form. Mending an entry begins with its text, which then stands in both."""
    initial: dict[str, object] = {"happened_on": today()}
    if old := _named(note.case, request.GET.get("rattar")):
        initial = {"corrects": old.pk, "happened_on": old.happened_on, "text": old.text}
    return NoteForm(instance=note, initial=initial)


def _named(case: Case, key: UUID | str | None) -> JournalEntry | None:
    """The entry of the case with this key; None when there is none, or when it is no key."""
    try:
        return JournalEntry.objects.of(case).filter(pk=key).first() if key else None
    except ValidationError:
        return None
