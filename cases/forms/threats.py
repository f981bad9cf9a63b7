"""Form 3.3, and the manager's decision on it."""

from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from cases.models import ThreatAssessment, ThreatDecision, ThreatLevel
from cases.rules import threat_gaps
from sig.lib.forms import OnceForm, SwedishModelForm, ask_first, in_future, not_in_future
from sig.lib.versions import VersionedModelForm


class ThreatForm(VersionedModelForm, OnceForm):
    """A draft may lack anything but its day; ``signing`` asks for the whole.

    Sources and measures are lines of their own, ``cases.forms.rows``.
    """

    against = forms.MultipleChoiceField(
        label="Hot mot",
        required=False,
        choices=ThreatAssessment.Against.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    level = forms.TypedChoiceField(
        label="Hotnivå",
        required=False,
        coerce=int,
        empty_value=None,
        choices=ThreatLevel.choices,
        widget=forms.RadioSelect,
    )

    class Meta(VersionedModelForm.Meta):
        model = ThreatAssessment
        fields = [
            "made_on",
            "assessors",
            "police_view",
            "against",
            "description",
            "actuality",
            "capacity",
            "capacity_words",
            "places",
            "vulnerability",
            "level",
            "certainty",
            "identity_protection",
            "reassess_on",
        ]

    def __init__(self, *args: Any, signing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signing = signing
        self.fields["once"].initial = self.instance.pk
        self.fields["made_on"].validators.append(not_in_future)
        self.fields["reassess_on"].validators.append(in_future)
        for name in ("assessors", "description", "police_view"):
            self.fields[name].required = False
        for name in ("description", "police_view", "places", "vulnerability", "capacity_words"):
            self.fields[name].widget.attrs["rows"] = 3
        ask_first(self, "capacity", "certainty", "identity_protection")
        self.helper.layout = Layout(
            "once",
            Fieldset(
                "Underlag",
                Div("made_on", "assessors", css_class="form-grid"),
                "police_view",
                css_class="part",
            ),
            Fieldset(
                "Hotet",
                "against",
                "description",
                "actuality",
                "capacity",
                "capacity_words",
                "places",
                "vulnerability",
                css_class="part",
            ),
            Fieldset(
                "Bedömning",
                InlineRadios("level"),
                Div("certainty", "identity_protection", "reassess_on", css_class="form-grid"),
                css_class="part",
            ),
        )

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.signing:
            for name, sentence in threat_gaps(self.instance).items():
                if name not in self.errors:
                    self.add_error(name, sentence)


class ThreatDecisionForm(SwedishModelForm):
    """The manager's measures, after consulting the police."""

    class Meta(SwedishModelForm.Meta):
        model = ThreatDecision
        fields = ["measures", "police_contact", "police_consulted_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["police_consulted_on"].validators.append(not_in_future)
        self.fields["measures"].widget.attrs["rows"] = 4
