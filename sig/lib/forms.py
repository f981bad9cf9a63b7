"""What every form of the product has in common."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from sig.lib.dates import today
from sig.lib.fields import clean_formfield
from sig.lib.rules import Stale


DATE_ERROR = "Datumet finns inte. Skriv år, månad och dag, till exempel 2026-10-20."
OPEN_AGAIN = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), "Öppna sidan igen och spara på nytt."
)


class SwedishForm(forms.BaseForm):
    """Dates as the browser's own field, errors in words, and the page's own form tag and button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page's form tag carries the token, once
        self.use_required_attribute = False  # the server says what is missing, in one summary
        for field in self.fields.values():
            if type(field) is forms.DateField:
                field.widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
                field.input_formats = ["%Y-%m-%d"]
                field.error_messages["invalid"] = DATE_ERROR


class OnceForm(forms.Form):
    """A form for something new. ``once`` was drawn when it was shown; a second press carries it too.

    The action makes the row with this key, so that a double click or a reload finds it made.
    """

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, error_messages=OPEN_AGAIN)


class SwedishModelForm(SwedishForm, forms.ModelForm):
    """A ``ModelForm`` whose ``Meta`` inherits ``SwedishModelForm.Meta``: clean text everywhere."""

    class Meta:
        formfield_callback = clean_formfield


class OnceModelForm(SwedishModelForm, OnceForm):
    """A new record whose key is the form's ``once``."""

    def save(self, commit: bool = True) -> Any:
        self.instance.pk = self.cleaned_data["once"]
        return super().save(commit)


def attempt(form: forms.BaseForm, act: Callable[..., Any], /, **kwargs: Any) -> Any:
    """Run an action for a form. What it refuses stands in the form, and what was typed stays.

    Returns the action's result, or None when it refused.
    """
    try:
        with transaction.atomic():
            return act(**kwargs)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        form.stale = isinstance(refusal, Stale)  # type: ignore[attr-defined]
        return None


def status_of(*shown: forms.BaseForm | None) -> int:
    """The status of a page that shows these forms: 409 when one is over what somebody else saved."""
    return 409 if any(getattr(form, "stale", False) for form in shown) else 200


# --- Checks that several forms share ---------------------------------------------------------------


def not_in_future(day: date | None) -> None:
    if day and day > today():
        raise ValidationError("Datumet ligger i framtiden. Skriv dagens datum eller ett tidigare.")


def in_future(day: date | None) -> None:
    if day and day <= today():
        raise ValidationError("Datumet har passerat. Skriv ett datum efter i dag.")


def ask_first(form: forms.BaseForm, *names: str) -> None:
    """Let the first line of these selects say what to do, in place of dashes."""
    for name in names:
        select = form.fields[name].widget
        assert isinstance(select, forms.Select)
        select.choices = [("", "Välj"), *list(select.choices)[1:]]


def searchable(form: forms.BaseForm, *names: str) -> None:
    """Let these selects, when they are long, be narrowed by typing (static/sig/narrow.js)."""
    for name in names:
        form.fields[name].widget.attrs["data-narrow"] = "long"
