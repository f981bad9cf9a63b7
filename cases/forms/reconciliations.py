"""What the manager notes of one case in a round, and the way in and out of the round."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from cases.actions.reconciliations import Task
from cases.models import Case, CaseRole, Reconciled
from organisation.models import District, User
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceModelForm, SwedishForm, SwedishModelForm
from sig.lib.text import SwedishOrder


NOTHING, DECIDED = "inget", "beslut"


class ReconciledForm(OnceModelForm):
    """A note, whether something is decided, and what somebody on the case is to do about it."""

    decides = forms.ChoiceField(
        label="Beslut",
        choices=[(NOTHING, "Inget att besluta"), (DECIDED, "Jag beslutar")],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om något beslutas."},
    )
    task = CleanCharField(
        label="Uppgift efter beslutet",
        max_length=300,
        required=False,
        help_text="Visas på Min dag hos den som ska göra det. Skriv utan namn på den enskilde.",
    )
    owner = forms.ModelChoiceField(
        User.objects.none(), label="Vem gör det", required=False, empty_label="Välj"
    )
    due_on = forms.DateField(label="Klart senast", required=False)

    class Meta(SwedishModelForm.Meta):
        model = Reconciled
        fields = ["note", "decision"]
        widgets = {
            "note": forms.Textarea({"rows": 3}),
            "decision": forms.Textarea({"rows": 3}),
        }
        help_texts = {"note": "Lämna tomt om inget behöver antecknas."}

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_the_case = CaseRole.objects.of(case).active().values("user")
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = User.objects.filter(pk__in=on_the_case).order_by(
            SwedishOrder("first_name"), SwedishOrder("last_name")
        )
        self.helper.layout = Layout(
            "once",
            "note",
            "decides",
            "decision",
            "task",
            Div("owner", "due_on", css_class="form-grid"),
        )

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        self._clean_decision(sent)
        asked = {name: sent.get(name) for name in ("task", "owner", "due_on")}
        if any(asked.values()):
            self._clean_task(asked, sent)
        return sent

    def _clean_decision(self, sent: dict[str, Any]) -> None:
        decides, decision = sent.get("decides"), sent.get("decision")
        if decides == DECIDED and not decision:
            self.add_error("decision", "Skriv vad du beslutar.")
        if decides == NOTHING and decision:
            self.add_error(
                "decides", "Du har skrivit ett beslut. Välj Jag beslutar, eller ta bort det."
            )

    def _clean_task(self, asked: dict[str, Any], sent: dict[str, Any]) -> None:
        lacking = {
            "task": "Skriv vad som ska göras.",
            "owner": "Välj vem som gör det.",
            "due_on": "Ange när det ska vara klart.",
        }
        for name, sentence in lacking.items():
            if not asked[name] and name not in self.errors:
                self.add_error(name, sentence)
        if sent.get("decides") == NOTHING:
            self.add_error(
                "task", "En uppgift följer av ett beslut. Välj Jag beslutar och skriv det."
            )

    def asked(self) -> Task | None:
        """What somebody is asked to do, if anything is."""
        sent = self.cleaned_data
        return Task(sent["task"], sent["owner"], sent["due_on"]) if sent["task"] else None


class RoundForm(SwedishForm, forms.Form):
    """The press that begins a round in a stadsdel, or ends it."""

    BEGIN, END = "borja", "avsluta"

    district = forms.ModelChoiceField(District.objects.none())
    act = forms.ChoiceField(choices=[(BEGIN, BEGIN), (END, END)])

    def __init__(self, *args: Any, districts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        district = self.fields["district"]
        assert isinstance(district, forms.ModelChoiceField)
        district.queryset = districts
