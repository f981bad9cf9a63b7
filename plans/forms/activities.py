from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from plans.forms.goals import opens_at
from plans.models import Activity, ActivityStatus
from plans.rules import ACTIVITY, note_gaps
from sig.lib.dates import today
from sig.lib.forms import OnceModelForm
from sig.lib.versions import VersionedModelForm


class ActivityForm(VersionedModelForm):
    """An activity of a goal: vad, hur, när, var, vilka, and the one who answers for it."""

    class Meta(VersionedModelForm.Meta):
        model = Activity
        fields = [*ACTIVITY, "due_on"]
        help_texts = {
            "when": "Dag och tid, eller hur ofta.",
            "responsible": "En enda, med namn eller befattning.",
        }
        error_messages = {"what": {"required": "Skriv vad som ska göras."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opens_at(self, "what")
        self.helper.layout = Layout(
            "what",
            "how",
            Div("when", "where", css_class="form-grid"),
            Div("who", "responsible", css_class="form-grid"),
            Div("due_on", css_class="form-grid"),
        )


class NewActivityForm(ActivityForm, OnceModelForm):
    """An activity that is added."""


class NoteForm(VersionedModelForm):
    """What became of an activity in the plan in force: done, not done or dropped."""

    class Meta(VersionedModelForm.Meta):
        model = Activity
        fields = ["status", "status_on", "comment"]
        widgets = {"status": forms.RadioSelect, "comment": forms.Textarea({"rows": 2})}
        help_texts = {"comment": "Skälet, om det inte blev av eller utgår."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opens_at(self, "status")
        self.fields["status_on"].initial = today()
        if self.instance.is_planned:
            self.initial["status"] = ActivityStatus.DONE
            self.initial["status_on"] = today()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if {"status", "comment"} <= cleaned.keys():
            status = ActivityStatus(cleaned["status"])
            if status == ActivityStatus.PLANNED:
                cleaned |= {"status_on": None, "comment": ""}
            gaps = note_gaps(status, cleaned.get("status_on"), cleaned["comment"])
            for name, gap in gaps.items():
                if name not in self.errors:
                    self.add_error(name, gap)
        return cleaned
