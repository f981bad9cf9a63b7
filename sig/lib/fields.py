"""Form fields for what people type: clean text, and identity numbers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from sig.lib import dates, personnummer
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
