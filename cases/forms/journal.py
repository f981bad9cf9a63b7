"""A note in the journal, what the person finds wrong in one, and which notes to show."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from cases.models import Dissent, JournalEntry, NoteKind
from sig.lib.forms import OnceForm, OnceModelForm, SwedishForm, SwedishModelForm, not_in_future


NOT_FOUND = "Anteckningen som skulle rättas finns inte i ärendet."


class NoteForm(SwedishModelForm, OnceForm):
    """A new note, or one that corrects another: the old one stays as it was (R52)."""

    corrects = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": NOT_FOUND}
    )

    class Meta(SwedishModelForm.Meta):
        model = JournalEntry
        fields = ["kind", "happened_on", "source", "text", "corrects", "correction_reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False  # Övrigt when nothing is chosen
        self.fields["happened_on"].validators.append(not_in_future)
        self.fields["text"].widget.attrs["rows"] = 5
        parts = [
            "once",
            "corrects",
            Div("kind", "happened_on", "source", css_class="form-grid"),
            "text",
        ]
        if self["corrects"].value():
            parts.append("correction_reason")
        self.helper.layout = Layout(*parts)

    def clean_kind(self) -> NoteKind:
        return NoteKind(self.cleaned_data["kind"] or NoteKind.OTHER)

    def clean_corrects(self) -> JournalEntry | None:
        key = self.cleaned_data["corrects"]
        if key is None:
            return None
        if old := JournalEntry.objects.of(self.instance.case).signed().filter(pk=key).first():
            return old
        raise forms.ValidationError(NOT_FOUND)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("corrects") and not cleaned.get("correction_reason"):
            self.add_error("correction_reason", "Skriv skälet till rättelsen.")
        return cleaned


class DissentForm(OnceModelForm):
    class Meta(SwedishModelForm.Meta):
        model = Dissent
        fields = ["text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = "Med den enskildes egna ord så långt det går."
        self.fields["text"].widget.attrs["rows"] = 5


class NoteFilterForm(SwedishForm, forms.Form):
    """Type and period: nothing that says anything about the person (R53). The names stand in the address."""

    typ = forms.ChoiceField(
        label="Typ",
        required=False,
        choices=[("", "Alla typer"), *NoteKind.choices],
        widget=forms.Select({"class": "form-select"}),
    )
    fran = forms.DateField(label="Från", required=False)
    till = forms.DateField(label="Till", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("fran", "till"):
            self.fields[name].widget.attrs["class"] = "form-control"

    @property
    def lookups(self) -> dict[str, Any]:
        """What to narrow the notes by. What can't be understood narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        named = {
            "kind": chosen.get("typ"),
            "happened_on__gte": chosen.get("fran"),
            "happened_on__lte": chosen.get("till"),
        }
        return {lookup: value for lookup, value in named.items() if value}
