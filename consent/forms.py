"""Forms 3.0 and 3.2, withdrawal, and the question to the police with its answer."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from cases.models import Case
from cases.rules import ADULT, age
from consent.actions import POLICE_REQUEST_KINDS
from consent.models import (
    Consent,
    ConsentGiver,
    ConsentRow,
    Information,
    InformationKind,
    PoliceAnswer,
    PoliceRequest,
    last_day,
)
from consent.rules import agencies_told
from organisation.models import Agency, AgencyKind
from sig.lib.dates import today
from sig.lib.fields import CleanCharField
from sig.lib.forms import OnceForm, OnceModelForm, SwedishForm, SwedishModelForm


Choices = list[tuple[Any, Any]]

MAX_ROWS = 20
ROWS_PREFIX = "rader"
ROWS_SHOWN = 3  # enough for most families without a script


class InformationForm(OnceModelForm):
    """That the information letter (3.0) was given."""

    receivers = forms.MultipleChoiceField(
        label="Lämnad till",
        choices=Information.Receiver,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kryssa i vem som har fått informationen."},
    )

    class Meta(SwedishModelForm.Meta):
        model = Information
        fields = ["given_on", "receivers", "language", "format", "understood"]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        self.fields["given_on"].initial = today
        if age(case) < ADULT:
            understood = self.fields["understood"]
            understood.required = True
            understood.error_messages["required"] = (
                "Kryssa i när du har försäkrat dig om att barnet har förstått."
            )
        else:
            del self.fields["understood"]
            receivers = self.fields["receivers"]
            receivers.choices = Information.Receiver.choices[:1]  # type: ignore[attr-defined]


class ConsentForm(OnceModelForm):
    """The part of form 3.2 that holds for all its rows."""

    class Meta(SwedishModelForm.Meta):
        model = Consent
        fields = [
            "purpose",
            "informed_meaning",
            "informed_law",
            "guardian_ground",
            "guardian_words",
            "exceptions",
        ]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.case = case
        purpose = self.fields["purpose"]
        purpose.choices = [("", "Välj syfte"), *Consent.Purpose.choices]  # type: ignore[attr-defined]
        purpose.error_messages["required"] = "Välj syfte."
        for name in ("informed_meaning", "informed_law"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = (
                "Kryssa i när den enskilde har fått veta det."
            )
        if age(case) >= ADULT:
            del self.fields["guardian_ground"], self.fields["guardian_words"]


class GiverForm(SwedishModelForm):
    """One who consents. Left as it was shown, it says that this one has not."""

    class Meta(SwedishModelForm.Meta):
        model = ConsentGiver
        fields = ["name", "way", "given_on"]

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=role, **kwargs)
        self.empty_permitted = True
        self.instance.role = role
        self.fields["given_on"].initial = today
        self.fields["name"].error_messages["required"] = "Namnet saknas."
        way = self.fields["way"]
        way.choices = [("", "Välj sätt"), *ConsentGiver.Way.choices]  # type: ignore[attr-defined]
        way.error_messages["required"] = "Välj hur medgivandet lämnades."

    @property
    def heading(self) -> str:
        return ConsentGiver.Role(self.instance.role).label

    def clean_given_on(self) -> Any:
        day = self.cleaned_data["given_on"]
        if last_day(day) < today():
            raise ValidationError("Medgivandet är äldre än ett år. Ta in ett nytt.")
        return day


def giver_roles(case: Case) -> list[str]:
    """Who may be givers: guardians only until the person is 18 (R14)."""
    role = ConsentGiver.Role
    guardians = [role.GUARDIAN_1, role.GUARDIAN_2] if age(case) < ADULT else []
    return [role.PERSON, *guardians, role.OTHER]


def giver_forms(case: Case, data: Any, name: str) -> list[GiverForm]:
    """A form for each possible giver; the person's own has the name filled in."""
    person = ConsentGiver.Role.PERSON
    return [
        GiverForm(data, role=role, initial={"name": name} if role == person else {})
        for role in giver_roles(case)
    ]


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


class ConsentPaper:
    """Form 3.2 whole: what holds for all of it, its givers, and its rows."""

    def __init__(self, case: Case, data: Any = None, *, name: str) -> None:
        self.form = ConsentForm(data, case=case)
        self.givers = giver_forms(case, data, name)
        rows = RowFormSet(data, prefix=ROWS_PREFIX, form_kwargs=contact_list(case))
        self.rows = cast(BaseRows, rows)

    @property
    def parts(self) -> list[forms.BaseForm]:
        return [self.form, *self.givers, *self.rows]

    def is_valid(self) -> bool:
        return all([self.rows.is_valid(), *(part.is_valid() for part in self.parts)])

    @property
    def has_errors(self) -> bool:
        return any(part.errors for part in self.parts) or bool(self.rows.non_form_errors())

    @property
    def faults(self) -> list[tuple[str, forms.BoundField]]:
        """Each field to mend, with the part that it stands in."""
        headings = ["", *(form.heading for form in self.givers)]
        headings += [f"Mottagare {number}" for number in range(1, len(self.rows.forms) + 1)]
        return [
            (heading, field)
            for heading, part in zip(headings, self.parts, strict=True)
            for field in part
            if field.errors
        ]

    def records(self) -> dict[str, Any]:
        """What ``register_consent`` asks for."""
        return {
            "consent": self.form.save(commit=False),
            "givers": [form.instance for form in self.givers if form.has_changed()],
            "rows": self.rows.records(),
        }


def with_one_more_row(data: Any) -> Any:
    """What was typed, with room for another row: for browsers without a script."""
    data = data.copy()
    name = f"{ROWS_PREFIX}-TOTAL_FORMS"
    shown = data.get(name, "")
    data[name] = str(min(int(shown) + 1, MAX_ROWS)) if shown.isdecimal() else str(ROWS_SHOWN)
    return data


class WithdrawForm(SwedishForm, forms.Form):
    """Who withdraws, and how it was said."""

    words = CleanCharField(
        label="Vem som återkallar, och hur",
        max_length=200,
        help_text="Till exempel: Sade det själv vid samtalet i dag.",
        error_messages={"required": "Skriv vem som återkallar och hur det sades."},
    )


class AskForm(SwedishForm, OnceForm):
    """The question to the police. Only those whom the consent covers today can be chosen (R9)."""

    agency = forms.ModelChoiceField(
        label="Fråga",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Medgivandet omfattar inte den mottagaren."},
    )

    def __init__(self, *args: Any, covered: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [agency.pk for agency in covered]
        agency = self.fields["agency"]
        agency.queryset = Agency.objects.filter(pk__in=keys)  # type: ignore[attr-defined]


def police_covered(case: Case) -> list[Agency]:
    """The police whom a consent lets know what the question tells, today."""
    told = agencies_told(case, POLICE_REQUEST_KINDS, on=today())
    return [agency for agency in told if agency.kind == AgencyKind.POLICE]


class AnswerForm(OnceModelForm):
    """The police's answer to one question."""

    class Meta(SwedishModelForm.Meta):
        model = PoliceAnswer
        fields = ["answered_on", "officer", "result", "note"]
        help_texts = {"note": "Kort. Det som rör hot skrivs i hotbildsbedömningen (3.3)."}

    def __init__(self, *args: Any, question: PoliceRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By key: through the question itself it would look answered before it is.
        self.instance.request_id = question.pk
        self.instance.case = question.case
        self.fields["answered_on"].initial = today
