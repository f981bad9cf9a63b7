"""Steps 2 and 3: the criteria, the consent to the insats, the draft decision."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from cases.models import Criteria, Decision, InsatsConsent
from cases.rules import age, setting
from organisation.models import LegalReference
from sig.lib.forms import SwedishModelForm, ask_first, not_in_future
from sig.lib.versions import VersionedModelForm


class CriteriaForm(VersionedModelForm):
    """What the enrolment is weighed on. Shows only what the programme and the age ask for."""

    class Meta(VersionedModelForm.Meta):
        model = Criteria
        fields = [
            "at_risk",
            "needs_support",
            "motivated",
            "takes_part",
            "resources",
            "debut_age",
            "crime_told",
            "crime_established",
            "crime_missing",
            "youth_factors",
            "age_exception",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case = self.instance.case
        limits = setting(case)
        self.years = age(case)
        if case.programme.code != "unga":
            del self.fields["youth_factors"]
        if limits.min_age <= self.years <= limits.max_age and not self.instance.age_exception:
            del self.fields["age_exception"]
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        self.helper.layout = Layout(
            Fieldset(
                "Fyra kriterier",
                "at_risk",
                "needs_support",
                "motivated",
                "takes_part",
                "resources",
                css_class="part",
            ),
            Fieldset(
                "Brottsbilden",
                "debut_age",
                "crime_told",
                "crime_established",
                "crime_missing",
                css_class="part",
            ),
            *self._last_part(),
        )

    def _last_part(self) -> list[Fieldset]:
        names = [name for name in ("youth_factors", "age_exception") if name in self.fields]
        return [Fieldset("Särskilda skäl", *names, css_class="part")] if names else []

    def clean_debut_age(self) -> int | None:
        debut = self.cleaned_data["debut_age"]
        if debut is not None and debut > self.years:
            raise forms.ValidationError(f"Personen är {self.years} år. Skriv en lägre ålder.")
        return debut


class InsatsConsentForm(SwedishModelForm):
    """Consent to the insats: another thing than consent to sharing (R18)."""

    class Meta(SwedishModelForm.Meta):
        model = InsatsConsent
        fields = ["given_on", "way", "guardian"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_on"].validators.append(not_in_future)
        ask_first(self, "way")


class DecisionForm(VersionedModelForm):
    """The draft. The legal ground is one that is in force on the day of the draft (R58)."""

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = LegalReference.objects.in_force(day).filter(use=LegalReference.Use.ENROLMENT)
        texts = list(grounds.values_list("text", flat=True))
        self.fields["legal_ground"] = forms.ChoiceField(
            label="Lagrum",
            choices=[(text, text) for text in texts],
            error_messages={"invalid_choice": "Lagrummet gäller inte i dag. Välj ett i listan."},
        )
        self.helper.layout = Layout(
            "reasons",
            "legal_ground",
            Div("period_from", "period_to", css_class="form-grid"),
        )

    class Meta(VersionedModelForm.Meta):
        model = Decision
        fields = ["reasons", "legal_ground", "period_from", "period_to"]
