"""Several lines of one kind in a form: talks, resource persons, sources, measures."""

from collections.abc import Iterator
from typing import Any, Self

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from cases.drafts import fill
from cases.models import (
    NeedsContact,
    NeedsSupport,
    NeedsTalk,
    Row,
    ThreatMeasure,
    ThreatSource,
)
from sig.lib.forms import OPEN_AGAIN, ask_first, not_in_future
from sig.lib.versions import VersionedModelForm


MOST = 40  # lines of one kind


class KeyField(forms.UUIDField):
    """The key of a line, drawn when an empty line is shown. It alone doesn't make a line filled in."""

    widget = forms.HiddenInput

    def has_changed(self, initial: object, data: object) -> bool:
        return False


class RowForm(VersionedModelForm):
    """One line. A line that was saved can be taken out."""

    key = KeyField(error_messages=OPEN_AGAIN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = self.instance.pk
        if self.instance._state.adding:
            del self.fields["removed"]

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.instance._state.adding and "key" in self.cleaned_data:
            self.instance.pk = self.cleaned_data["key"]


class RowSet(forms.BaseFormSet):
    """The lines of ``record`` and an empty one. ``column`` is the lines' key to it."""

    model: type[Row]
    column: str
    title: str
    legend: str

    def __init__(self, data: Any = None, *, record: Any) -> None:
        self.record = record
        kept = self.model.objects.of(record.case).kept().filter(**{self.column: record})
        self.rows = list(kept)
        for row in self.rows:
            row.case = record.case
        super().__init__(data, prefix=self.model.__name__.lower(), initial=[{} for _ in self.rows])

    @classmethod
    def of_draft(cls, typed: QueryDict, *, record: Any) -> Self:
        """The lines as somebody typed them and didn't save, to go on with."""
        lines = cls(typed, record=record)
        for form in lines.forms:
            form.is_bound = False
            fill(form, typed)
        return lines

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        assert index is not None
        return {"instance": self._row(index)}

    def _row(self, index: int) -> Row:
        if self.is_bound:
            key = self.data.get(f"{self.add_prefix(index)}-key", "")
            found = [row for row in self.rows if str(row.pk) == key]
        else:
            found = self.rows[index : index + 1]
        new = self.model(case=self.record.case, position=index, **{self.column: self.record})
        return found[0] if found else new

    def add_error(self, field: None, error: ValidationError) -> None:
        """What an action refused, over the lines (as ``sig.lib.forms.attempt`` asks)."""
        self.non_form_errors().extend(error.messages)

    def filled(self) -> Iterator[Row]:
        """The lines that say something new."""
        return (form.instance for form in self.forms if form.has_changed())


def row_set(row_form: type[RowForm], column: str, title: str, legend: str) -> type[RowSet]:
    """A ``RowSet`` of ``row_form`` with the headings of the whole and of each line."""
    made: Any = forms.formset_factory(
        row_form, formset=RowSet, extra=1, max_num=MOST, absolute_max=MOST, validate_max=True
    )
    made.model, made.column = row_form._meta.model, column
    made.title, made.legend = title, legend
    return made


class TalkForm(RowForm):
    class Meta(RowForm.Meta):
        model = NeedsTalk
        fields = ["held_on", "participants", "place", "removed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].validators.append(not_in_future)
        self.helper.layout = Layout(
            Div("held_on", "place", css_class="form-grid"),
            "participants",
            *(["removed"] if "removed" in self.fields else []),
        )


class ContactForm(RowForm):
    class Meta(RowForm.Meta):
        model = NeedsContact
        fields = ["name", "relation", "contact", "may_contact", "removed"]


class SupportForm(RowForm):
    class Meta(RowForm.Meta):
        model = NeedsSupport
        fields = ["what", "contact", "removed"]


class SourceForm(RowForm):
    class Meta(RowForm.Meta):
        model = ThreatSource
        fields = ["kind", "on", "told", "removed"]
        widgets = {"told": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_first(self, "kind")
        self.fields["on"].validators.append(not_in_future)


class MeasureForm(RowForm):
    class Meta(RowForm.Meta):
        model = ThreatMeasure
        fields = ["what", "responsible", "due_on", "removed"]
        widgets = {"what": forms.Textarea({"rows": 2})}


TalkSet = row_set(TalkForm, "inventory", "Samtalen", "Samtal")
ContactSet = row_set(ContactForm, "inventory", "Resurspersoner", "Resursperson")
SupportSet = row_set(SupportForm, "inventory", "Pågående insatser", "Insats")
SourceSet = row_set(SourceForm, "assessment", "Källor", "Källa")
MeasureSet = row_set(MeasureForm, "assessment", "Föreslagna åtgärder", "Åtgärd")
