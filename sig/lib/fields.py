"""Form fields for what people type: clean text, amounts, and identity numbers."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from sig.lib import dates, orgnumber, personnummer
from sig.lib.personnummer import PersonalNumber
from sig.lib.text import clean


class CleanCharField(forms.CharField):
    """A CharField whose value has passed `sig.lib.text.clean`. Refuses NUL, as Django does."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = clean(value)
        return super().to_python(value)


def clean_formfield(db_field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """`Meta.formfield_callback` of a ModelForm: its plain text fields become CleanCharFields."""
    if type(db_field) in {models.CharField, models.TextField}:
        kwargs.setdefault("form_class", CleanCharField)
    return db_field.formfield(**kwargs)


class PersonalNumberField(forms.CharField):
    """
    An identity number, as a `PersonalNumber`; None when left empty.

    `reserve=False` refuses reserve numbers, and telephones then show only digits. Browsers are
    told not to remember what was typed.
    """

    def __init__(self, *, reserve: bool = True, **kwargs: Any) -> None:
        self.reserve = reserve
        super().__init__(**{"empty_value": None, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        keyboard = "text" if self.reserve else "numeric"
        attrs = {"autocomplete": "off", "inputmode": keyboard, "spellcheck": "false"}
        return super().widget_attrs(widget) | attrs

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text is None or isinstance(text, PersonalNumber):
            return text
        try:
            number = personnummer.parse(text, dates.today())
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None
        if number.kind == personnummer.NumberKind.RESERVE and not self.reserve:
            raise ValidationError("Ett reservnummer kan inte användas här.", code="reserve")
        return number

    def prepare_value(self, value: Any) -> Any:
        return value.formatted if isinstance(value, PersonalNumber) else value


class OrganisationNumberField(forms.CharField):
    """The number of a legal person, as "212000-0142"."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        try:
            return orgnumber.parse(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class KronorField(forms.DecimalField):
    """An amount above nothing, as it is typed: "2 350,50", "2350 kr"."""

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": "Skriv beloppet med siffror, till exempel 2 350,50."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": Decimal("0.01"), "decimal_places": 2, **kwargs})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"\s|kr\.?\s*$", "", value).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value
