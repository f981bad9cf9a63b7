"""Yttrande: who asked and by when, what was sent, what the judgment said."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from cases.models import CourtStatement
from sig.lib.forms import OnceForm, ask_first, not_in_future
from sig.lib.versions import VersionedModelForm


class CourtStatementForm(VersionedModelForm, OnceForm):
    """All of it on one page: what isn't known yet is left empty."""

    class Meta(VersionedModelForm.Meta):
        model = CourtStatement
        fields = [
            *("requester", "authority", "asked_on", "due_on", "part_of", "before_judgment"),
            *("sent_on", "reference", "judged_on", "outcome", "sentenced"),
        ]
        widgets = {"outcome": forms.Textarea({"rows": 3})}
        help_texts = {
            "authority": "Till exempel Solna tingsrätt.",
            "sent_on": "Yttrandet skrivs i huvudsystemet. Här noteras bara att det är skickat.",
            "outcome": "Påföljden i korthet.",
        }
        error_messages = {
            "requester": {"required": "Välj vem som begärde yttrandet."},
            "asked_on": {"required": "Ange dagen då yttrandet begärdes."},
            "due_on": {"required": "Ange dagen då svaret ska vara inne."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["once"].initial = self.instance.pk
        for name in ("asked_on", "sent_on", "judged_on"):
            self.fields[name].validators.append(not_in_future)
        ask_first(self, "requester")
        grid = "form-grid"
        self.helper.layout = Layout(
            "once",
            "version",
            Fieldset(
                "Begäran",
                Div("requester", "authority", css_class=grid),
                Div("asked_on", "due_on", css_class=grid),
                css_class="part",
            ),
            Fieldset(
                "Yttrandet",
                Div("part_of", "before_judgment", css_class=grid),
                Div("sent_on", "reference", css_class=grid),
                css_class="part",
            ),
            Fieldset(
                "Domen",
                Div("judged_on", "sentenced", css_class=grid),
                "outcome",
                css_class="part",
            ),
        )
        self.helper.render_hidden_fields = False

    def save(self, commit: bool = True) -> CourtStatement:
        self.instance.pk = self.cleaned_data["once"]
        return super().save(commit)
