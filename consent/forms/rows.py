"""The rows of form 3.2: recipient, kinds of information, period."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from cases.models import Case
from consent.models import ConsentRow, InformationKind, last_day
from organisation.models import Agency, AgencyKind
from sig.lib.dates import today
from sig.lib.forms import SwedishModelForm, searchable


Choices = list[tuple[Any, Any]]

MAX_ROWS = 20
ROWS_PREFIX = "rader"
ROWS_SHOWN = 3  # enough for most families without a script


class RowForm(SwedishModelForm):
    """One recipient, what it may be told, and the period (R10)."""

    kinds = forms.MultipleChoiceField(
        label="Får veta om",
        choices=InformationKind,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett slags uppgift."},
    )

    class Meta(SwedishModelForm.Meta):
        model = ConsentRow
        fields = ["agency", "kinds", "mutual", "valid_from", "valid_to"]

    def __init__(self, *args: Any, district_id: int, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        agency.queryset = Agency.objects.of(district_id)  # type: ignore[attr-defined]
        # Fetched once for all rows.
        agency.choices = agencies  # type: ignore[attr-defined]
        agency.error_messages["required"] = "Välj mottagare."
        agency.error_messages["invalid_choice"] = (
            "Mottagaren finns inte på stadsdelens kontaktlista."
        )
        searchable(self, "agency")
        self.fields["valid_from"].initial = today
        self.fields["valid_to"].initial = lambda: last_day(today())

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if not today() <= last_day(day) <= last_day(last_day(today())):
            raise ValidationError("Startdagen ligger mer än ett år bort. Stämmer årtalet?")
        return day


class BaseRows(BaseFormSet):
    """The rows of one consent. Rows left as they were shown are not there."""

    default_error_messages = {
        "missing_management_form": "Formuläret kom inte fram helt. Öppna sidan på nytt.",
        "too_many_forms": "Ett medgivande har högst %(num)d mottagare.",
    }

    def total_form_count(self) -> int:
        """The count comes with the form, where it may say anything."""
        return max(0, super().total_form_count())

    def records(self) -> list[ConsentRow]:
        return [form.instance for form in self.forms if form.has_changed()]

    def clean(self) -> None:
        whole = self.management_form.is_valid() and not any(self.errors)
        if whole and not self.records():
            raise ValidationError("Fyll i minst en mottagare.")


RowFormSet = formset_factory(
    RowForm, formset=BaseRows, extra=ROWS_SHOWN, max_num=MAX_ROWS, absolute_max=MAX_ROWS
)


def contact_list(case: Case) -> dict[str, Any]:
    """What a row needs to offer the stadsdel's contact list, by kind of partner."""
    known = Agency.objects.of(case.district_id)
    groups = [
        (AgencyKind(kind).label, [(agency.pk, str(agency)) for agency in partners])
        for kind, partners in groupby(known, key=attrgetter("kind"))
    ]
    return {"district_id": case.district_id, "agencies": [("", "Välj mottagare"), *groups]}


def empty_row(case: Case, number: int) -> RowForm:
    """The next row of form 3.2, where the writing goes on."""
    form = RowForm(prefix=f"{ROWS_PREFIX}-{number}", **contact_list(case))
    form.fields["agency"].widget.attrs["autofocus"] = True
    return form
