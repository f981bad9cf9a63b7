"""Step 1: the number is looked up first, and then the case is logged."""

from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.db.models import Model

from cases.models import Case, Person, Referral
from organisation.asking import AsksDistrict
from organisation.models import Programme
from sig.lib.fields import PersonalNumberField, clean_formfield
from sig.lib.forms import OnceForm, SwedishForm, SwedishModelForm, ask_first, not_in_future
from sig.lib.personnummer import UNKNOWN, PersonalNumber


FOUND = HTML('{% include "cases/new_found.html" %}')


class NumberForm(AsksDistrict, SwedishForm, forms.Form):
    """Part 1: who it is, in which stadsdel."""

    number = PersonalNumberField(
        label="Person- eller samordningsnummer",
        required=False,
        help_text="ÅÅÅÅMMDD-NNNN. Reservnummer går också bra.",
    )
    no_number = forms.BooleanField(label="Numret saknas", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(self._first_part())

    def _first_part(self) -> Fieldset:
        names = [*self.asked, "number", "no_number"]
        return Fieldset("Vem gäller det?", *names, FOUND, css_class="part")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        number, missing = cleaned.get("number"), cleaned.get("no_number")
        if "number" not in self.errors:
            if not number and not missing:
                self.add_error("number", "Skriv numret, eller kryssa för att det saknas.")
            if number and missing:
                self.add_error("no_number", "Numret är ifyllt. Ta bort krysset eller numret.")
        return cleaned

    @property
    def found_number(self) -> PersonalNumber:
        return self.cleaned_data["number"] or UNKNOWN


def _field_of(model: type[Model], name: str) -> forms.Field | None:
    return clean_formfield(model._meta.get_field(name))  # type: ignore[arg-type]


class NewCaseForm(NumberForm, SwedishModelForm, OnceForm):
    """Both parts: the person, the case and how it came."""

    first_name = _field_of(Person, "first_name")
    last_name = _field_of(Person, "last_name")
    birth_date = _field_of(Person, "birth_date")
    programme = forms.ModelChoiceField(
        label="Program", queryset=Programme.objects.all(), empty_label="Välj"
    )
    main_system_number = _field_of(Case, "main_system_number")

    class Meta(SwedishModelForm.Meta):
        model = Referral
        fields = ["received_on", "kind", "route", "received_by", "source", "wishes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_date"].validators.append(not_in_future)
        self.fields["received_on"].validators.append(not_in_future)
        ask_first(self, "kind", "route")
        self.fields["received_by"].help_text = "Namn och befattning."
        self.helper.layout = Layout(
            "once",
            self._first_part(),
            Fieldset(
                "Personen",
                Div("first_name", "last_name", "birth_date", css_class="form-grid"),
                css_class="part",
            ),
            Fieldset(
                "Ärendet",
                Div("programme", "main_system_number", css_class="form-grid"),
                css_class="part",
            ),
            Fieldset(
                "Hur ärendet kom in",
                Div("received_on", "kind", "route", css_class="form-grid"),
                Div("received_by", "source", css_class="form-grid"),
                "wishes",
                css_class="part",
            ),
        )

    @property
    def action_fields(self) -> dict[str, Any]:
        """What ``log_case`` asks for."""
        cleaned = self.cleaned_data
        person = {name: cleaned[name] for name in ("first_name", "last_name", "birth_date")}
        return {
            "case_id": cleaned["once"],
            "district": self.chosen_district,
            "programme": cleaned["programme"],
            "person": person | {"number": self.found_number},
            "referral": {name: cleaned[name] for name in self._meta.fields or ()},
            "main_system_number": cleaned["main_system_number"],
        }


class ReferralForm(SwedishModelForm):
    """Aktualisering: when and how the case came."""

    class Meta(SwedishModelForm.Meta):
        model = Referral
        fields = ["received_on", "kind", "route", "received_by", "source", "wishes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].validators.append(not_in_future)
        ask_first(self, "kind", "route")
        self.fields["received_by"].help_text = "Namn och befattning."
        self.helper.layout = Layout(
            Div("received_on", "kind", "route", css_class="form-grid"),
            Div("received_by", "source", css_class="form-grid"),
            "wishes",
        )
