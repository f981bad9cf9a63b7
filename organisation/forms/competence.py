"""Assessing the competence of an employee or a candidate, requirement by requirement."""

from typing import Any

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from organisation.asking import OfDistrictForm
from organisation.models import CompetenceRating, CompetenceRecord
from organisation.rules.competence import Requirement, requirements_of
from sig.lib.fields import CleanCharField
from sig.lib.forms import DATE_ERROR, OnceModelForm
from sig.lib.versions import VersionedModelForm


PARTS = ("level", "evidence", "course", "course_on", "planned", "due_on")
Level = CompetenceRating.Level


class CandidateForm(OfDistrictForm, OnceModelForm):
    """Who applies, by name, and where when the manager has several stadsdelar."""

    class Meta(OnceModelForm.Meta):
        model = CompetenceRecord
        fields = ["candidate"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidate"].required = True
        self.fields["candidate"].error_messages["required"] = "Skriv kandidatens namn."


class CompetenceForm(VersionedModelForm):
    """Every requirement: how it is met, what that rests on, and what is planned."""

    class Meta(VersionedModelForm.Meta):
        model = CompetenceRecord
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.requirements = requirements_of(kwargs["instance"])
        kwargs["initial"] = {
            _name(one, part): getattr(one.rating, part)
            for one in self.requirements
            if one.rating
            for part in PARTS
        }
        super().__init__(*args, **kwargs)
        sections = [self._section(number, one) for number, one in enumerate(self.requirements, 1)]
        self.helper.layout = Layout("version", *sections)

    def _section(self, number: int, one: Requirement) -> Fieldset:
        made: dict[str, forms.Field] = {
            "level": forms.ChoiceField(
                label="Bedömning", required=False, choices=Level.choices, widget=forms.RadioSelect
            ),
            "evidence": CleanCharField(
                label="Vad bedömningen bygger på", required=False, max_length=500
            ),
            "course": CleanCharField(label="Kurs", required=False, max_length=200),
            "course_on": _day("Kursen gick"),
            "planned": CleanCharField(label="Vad som planeras", required=False, max_length=300),
            "due_on": _day("Klart senast"),
        }
        for part, field in made.items():
            self.fields[_name(one, part)] = field
        level, evidence, course, course_on, planned, due_on = (_name(one, part) for part in PARTS)
        return Fieldset(
            f"{number}. {one.text}",
            InlineRadios(level),
            evidence,
            Div(course, course_on, css_class="form-grid"),
            Div(planned, due_on, css_class="form-grid"),
            css_class="part",
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for one in self.requirements:
            if data.get(_name(one, "level")) == Level.PLANNED:
                if not data.get(_name(one, "planned")):
                    self.add_error(_name(one, "planned"), "Skriv vad som planeras.")
                if not data.get(_name(one, "due_on")):
                    self.add_error(_name(one, "due_on"), "Ange när det ska vara klart.")
        return data

    def ratings(self) -> list[CompetenceRating]:
        """What was filled in. A requirement that was emptied is emptied."""
        found = []
        for one in self.requirements:
            filled = {part: self.cleaned_data[_name(one, part)] for part in PARTS}
            if one.rating or any(filled.values()):
                found.append(CompetenceRating(code=one.code, **filled))
        return found


def _name(one: Requirement, part: str) -> str:
    return f"{one.code}-{part}"


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": DATE_ERROR},
    )
