"""Writing in a safety talk: whom it is with, what was gone through, what was decided, to whom it goes."""

from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from organisation.access import security_staff
from organisation.models import ListKind, SafetyTalk, TalkAnswer, TalkMeasure, User
from organisation.rules.safety import CHECKLISTS, Line, lines_of
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceModelForm, SwedishForm, not_in_future
from sig.lib.versions import VersionedModelForm


class TalkForm(VersionedModelForm):
    """The whole talk: its day, both checklists line by line, and what was said besides."""

    class Meta(VersionedModelForm.Meta):
        model = SafetyTalk
        fields = ["held_on", "reactive_done", "reactive", "events"]
        widgets = {
            "reactive": forms.Textarea({"rows": 4}),
            "events": forms.Textarea({"rows": 4}),
        }
        help_texts = {
            "reactive": "Till exempel vem som larmas, polisanmälan, loggbok och stöd efteråt.",
            "events": "Skriv utan klienters namn.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        talk: SafetyTalk = kwargs["instance"]
        self.lines = lines_of(talk)
        kwargs["initial"] = self._answered() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["held_on"].validators.append(not_in_future)
        for line in self._every_line():
            self._add(line)
        checklists = [self._checklist(kind) for kind in CHECKLISTS]
        said = Fieldset("Vid hot och våld", "reactive_done", "reactive", css_class="part")
        since = Fieldset("Sedan förra samtalet", "events", css_class="part")
        self.helper.layout = Layout("version", "held_on", *checklists, said, since)

    def _every_line(self) -> list[Line]:
        return [line for lines in self.lines.values() for line in lines]

    def _answered(self) -> dict[str, str]:
        initial = {}
        for line in self._every_line():
            if line.answer:
                initial[_name(line)] = line.answer.answer
                initial[_comment(line)] = line.answer.comment
        return initial

    def _add(self, line: Line) -> None:
        self.fields[_name(line)] = forms.ChoiceField(
            label=f"{line.number}. {line.text}",
            required=False,
            choices=TalkAnswer.Answer.choices,
            widget=forms.RadioSelect,
        )
        self.fields[_comment(line)] = CleanCharField(
            label=f"Kommentar till punkt {line.number}", required=False, max_length=300
        )

    def _checklist(self, kind: ListKind) -> Fieldset:
        lines = (
            Div(InlineRadios(_name(line)), _comment(line), css_class="form-grid")
            for line in self.lines[kind]
        )
        return Fieldset(kind.label, *lines, css_class="part")

    def answers(self) -> list[TalkAnswer]:
        """What was answered or commented, line by line. A line that was emptied is emptied."""
        return [
            TalkAnswer(
                kind=line.kind,
                code=line.code,
                answer=self.cleaned_data[_name(line)],
                comment=self.cleaned_data[_comment(line)],
            )
            for line in self._every_line()
            if line.answer or self.cleaned_data[_name(line)] or self.cleaned_data[_comment(line)]
        ]


def _name(line: Line) -> str:
    return f"{line.kind}-{line.code}"


def _comment(line: Line) -> str:
    return f"{_name(line)}-comment"


class TalkMeasureForm(OnceModelForm):
    """What was decided, by whom and by when."""

    class Meta(OnceModelForm.Meta):
        model = TalkMeasure
        fields = ["what", "responsible", "due_on"]
        widgets = {"what": forms.Textarea({"rows": 3})}
        error_messages = {
            "what": {"required": "Skriv vad som ska göras."},
            "responsible": {"required": "Ange vem som gör det."},
            "due_on": {"required": "Ange när det ska vara klart."},
        }


class SendForm(SwedishForm, forms.Form):
    """Who at the security function is given the talk."""

    to = forms.ModelChoiceField(
        label="Mottagare",
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={"required": "Välj mottagare."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = security_staff()
