"""The answer to one question of the stadsdel's checklist."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from followup.models import ChecklistAnswer
from followup.rules import PICTURE
from sig.lib.forms import not_in_future
from sig.lib.versions import VersionedModelForm


class AnswerForm(VersionedModelForm):
    """Yes, partly or no, with what it rests on; for a no what is done about it."""

    class Meta(VersionedModelForm.Meta):
        model = ChecklistAnswer
        fields = ["answer", "evidence", "picture_on", "measure", "responsible", "due_on"]
        widgets = {
            "answer": forms.RadioSelect,
            "evidence": forms.Textarea({"rows": 3}),
            "measure": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "evidence": "Till exempel vilken överenskommelse, och från när. Skriv utan namn.",
            "measure": "Behövs när svaret är nej.",
            "responsible": "En funktion, till exempel enhetschef.",
            "picture_on": "Dagen då den senaste lägesbilden blev klar.",
        }
        error_messages = {
            "answer": {"required": "Välj ett svar."},
            "evidence": {"required": "Skriv vad svaret bygger på."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer: Any = self.fields["answer"]
        answer.choices = ChecklistAnswer.Answer.choices
        shown = ["version", "answer", "evidence"]
        if self.instance.code == PICTURE:
            self.fields["picture_on"].validators.append(not_in_future)
            shown.append("picture_on")
        else:
            del self.fields["picture_on"]
        by_whom = Div("responsible", "due_on", css_class="form-grid")
        self.helper.layout = Layout(*shown, "measure", by_whom)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("answer") == ChecklistAnswer.Answer.NO:
            wanted = {
                "measure": "Skriv vad ni gör åt det.",
                "responsible": "Ange vem som gör det.",
                "due_on": "Ange när det ska vara klart.",
            }
            for name, sentence in wanted.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        has_picture = data.get("answer") in (
            ChecklistAnswer.Answer.YES,
            ChecklistAnswer.Answer.PARTLY,
        )
        if has_picture and "picture_on" in self.fields and not data.get("picture_on"):
            self.add_error("picture_on", "Ange lägesbildens datum.")
        return data
