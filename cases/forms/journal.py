"""A note in the journal."""

from typing import Any

from django import forms

from cases.forms.common import not_in_future
from cases.models import JournalEntry
from sig.lib.forms import OnceForm, SwedishModelForm


NOT_FOUND = "Anteckningen som skulle rättas finns inte i ärendet."


class NoteForm(SwedishModelForm, OnceForm):
    """A new note, or one that corrects another: the old one stays as it was (R52)."""

    corrects = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": NOT_FOUND}
    )

    class Meta(SwedishModelForm.Meta):
        model = JournalEntry
        fields = ["happened_on", "text", "corrects"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].validators.append(not_in_future)
        self.fields["text"].widget.attrs["rows"] = 5

    def clean_corrects(self) -> JournalEntry | None:
        key = self.cleaned_data["corrects"]
        if key is None:
            return None
        if old := JournalEntry.objects.of(self.instance.case).filter(pk=key).first():
            return old
        raise forms.ValidationError(NOT_FOUND)
