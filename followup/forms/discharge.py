"""The forms of the end: discharging someone, and what is noted before and after it.

The page of the discharge is the gate's own, in sig.views.process.
"""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from followup.models import AfterCheck, ContactAttempt, Discharge
from sig.lib.forms import OnceModelForm, SwedishModelForm, ask_first, not_in_future


# Over what is proposed from the record of the anhöriga (R50).
KNOWN = (
    "Förslaget är hämtat från det som är noterat under Anhöriga, utan namn. Ändra så att det "
    "stämmer, och skriv vilka som vet att insatsen avslutas."
)


class DischargeForm(SwedishModelForm):
    """Why the enrolment ends, from the list and in words, and what comes after it."""

    class Meta(SwedishModelForm.Meta):
        model = Discharge
        fields = [
            "outcome",
            "reasons",
            "informed_on",
            "no_assessment",
            "few_attempts",
            "remaining",
            "offer",
            "offer_words",
            "relatives",
            "later_way",
            "later_consent_on",
        ]
        labels = {
            "no_assessment": "Skäl om den andra bedömningen (3.4) saknas",
            "few_attempts": "Skäl om orsaken är ej kontaktbar och kontaktförsöken är få",
            "later_way": "Får vi höra av oss efter 6 och 12 månader?",
        }
        widgets = {
            "reasons": forms.Textarea({"rows": 5}),
            "no_assessment": forms.Textarea({"rows": 2}),
            "few_attempts": forms.Textarea({"rows": 2}),
            "remaining": forms.Textarea({"rows": 2}),
            "offer_words": forms.Textarea({"rows": 2}),
            "relatives": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "reasons": "Misstanke om brott räcker inte i sig. Skriv vad beslutet vilar på.",
            "informed_on": "Lämna tomt om den enskilde ännu inte är informerad.",
            "no_assessment": "Lämna tomt om den är påskriven.",
            "few_attempts": "Minst tre försök under minst 14 dagar krävs annars.",
            "remaining": "Sådant som fortsätter utanför insatsgruppen.",
            "offer_words": "Om stöd inte kunde erbjudas: skriv varför.",
            "relatives": "Vilka som vet att insatsen avslutas. Skriv varför om ingen kontakt har "
            "tagits.",
            "later_way": "Bara med samtycke. Nummer och adress hämtas i huvudsystemet.",
        }
        error_messages = {
            "outcome": {"required": "Välj orsaken till att insatsen avslutas."},
            "reasons": {"required": "Motiveringen saknas."},
            "offer": {"required": "Välj om fortsatt stöd har erbjudits."},
            "offer_words": {"required": "Skriv vilket stöd, och vad svaret blev."},
            "relatives": {"required": "Skriv om kontakten med anhöriga."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("offer", "offer_words", "relatives"):
            self.fields[name].required = True
        ask_first(self, "outcome", "offer")
        if self.initial.get("relatives"):
            self.fields["relatives"].help_text = KNOWN
        later: Any = self.fields["later_way"].widget
        ways = [(way, f"Ja: {label.lower()}") for way, label in Discharge.Way.choices]
        later.choices = [("", "Nej, inget samtycke"), *ways]
        self.fields["informed_on"].validators.append(not_in_future)
        self.fields["later_consent_on"].validators.append(not_in_future)
        self.helper.form_class = "parts"
        self.helper.layout = Layout(
            Fieldset("Beslutet", "outcome", "reasons", "informed_on", css_class="part"),
            Fieldset("Underlaget", "no_assessment", "few_attempts", css_class="part"),
            Fieldset(
                "Efter insatsen", "remaining", "offer", "offer_words", "relatives", css_class="part"
            ),
            Fieldset(
                "Uppföljning efteråt",
                Div("later_way", "later_consent_on", css_class="form-grid"),
                css_class="part",
            ),
        )


class AttemptForm(OnceModelForm):
    """One attempt to reach the person."""

    class Meta(OnceModelForm.Meta):
        model = ContactAttempt
        fields = ["tried_on", "way", "result", "words"]
        help_texts = {"words": "Lämna tomt om inget behöver läggas till."}
        error_messages = {
            "way": {"required": "Välj hur du försökte."},
            "result": {"required": "Välj hur det gick."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_first(self, "way", "result")
        self.fields["tried_on"].validators.append(not_in_future)
        self.helper.layout = Layout(
            "once", Div("tried_on", "way", "result", css_class="form-grid"), "words"
        )


class AfterCheckForm(SwedishModelForm):
    """What the person said some months after the end, or that they weren't reached."""

    class Meta(SwedishModelForm.Meta):
        model = AfterCheck
        fields = ["answer", "asked_on", "words"]
        widgets = {"words": forms.Textarea({"rows": 4})}
        help_texts = {"words": "Med den enskildes egna ord så långt det går."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("answer", "asked_on"):
            self.fields[name].required = True
        self.fields["answer"].error_messages["required"] = "Välj hur det gick."
        ask_first(self, "answer")
        self.fields["asked_on"].validators.append(not_in_future)
