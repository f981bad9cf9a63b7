"""The lines of the forms of a case: talks, resource persons, sources, measures."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from cases.models import (
    NeedsContact,
    NeedsSupport,
    NeedsTalk,
    ThreatMeasure,
    ThreatSource,
)
from cases.rows import RowForm, row_set
from sig.lib.forms import ask_first, not_in_future


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
