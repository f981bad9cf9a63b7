"""What is to be done: adding it, and closing it with what came of it."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from cases.models import Todo
from sig.lib.dates import today
from sig.lib.forms import OnceModelForm, SwedishModelForm, ask_first


class TodoForm(OnceModelForm):
    """Something about the family or what is practical, to be done by a day."""

    class Meta(OnceModelForm.Meta):
        model = Todo
        fields = ["kind", "sentence", "due_on"]
        help_texts = {
            "sentence": "Raden syns på Min dag. Skriv inga namn, och inget som en anhörig berättat.",
        }
        error_messages = {
            "kind": {"required": "Välj vad det gäller."},
            "sentence": {"required": "Skriv vad som ska göras."},
            "due_on": {"required": "Ange dagen när det senast ska vara gjort."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "Välj"), *((one.value, one.label) for one in Todo.FIRST)]
        self.helper.layout = Layout(
            "once", Div("kind", "due_on", css_class="form-grid"), "sentence"
        )

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < today():
            raise forms.ValidationError("Dagen har passerat. Skriv i dag eller en senare dag.")
        return day


class ResultForm(SwedishModelForm):
    """What came of it. ``save`` is the action's."""

    class Meta(SwedishModelForm.Meta):
        model = Todo
        fields = ["result", "result_words"]
        widgets = {"result_words": forms.Textarea({"rows": 3})}
        help_texts = {
            "result_words": "En mening räcker. Skriv också vad som är kvar, om något är det. "
            "Det som en anhörig har berättat skrivs under Anhöriga.",
        }
        error_messages = {
            "result": {"required": "Välj hur det gick."},
            "result_words": {"required": "Skriv vad det ledde till."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("result", "result_words"):
            self.fields[name].required = True
        ask_first(self, "result")
