"""Form fields: a clear sentence at the field, and what was typed is still there."""

from datetime import date

import pytest
from django import forms
from django.db import models

from sig.lib import dates
from sig.lib.fields import CleanCharField, PersonalNumberField, clean_formfield
from sig.lib.personnummer import NumberKind, PersonalNumber


@pytest.fixture(autouse=True)
def a_day_in_october(monkeypatch):
    monkeypatch.setattr(dates, "today", lambda: date(2026, 10, 20))


class NumberForm(forms.Form):
    number = PersonalNumberField(label="Personnummer")
    digits = PersonalNumberField(reserve=False, required=False)


class TextForm(forms.Form):
    text = CleanCharField(max_length=20)


def test_a_typed_number_becomes_a_value():
    form = NumberForm({"number": "900101-2385"})
    assert form.is_valid(), form.errors
    expected = PersonalNumber(NumberKind.PERSONNUMMER, "199001012385")
    assert form.cleaned_data == {"number": expected, "digits": None}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("19900101-2384", "Kontrollsiffran stämmer inte. Kontrollera numret."),
        ("19900931-2385", "Numret börjar med ett datum som inte finns."),
        ("19900101-23\x0085", "Skriv numret med siffrorna"),
        ("9" * 100_000, "Numret ska ha 10 eller 12 siffror."),
    ],
)
def test_a_wrong_number_is_refused_with_the_text_kept(typed, sentence):
    form = NumberForm({"number": typed})
    assert sentence in form.errors["number"][0]
    assert form["number"].value() == typed


def test_a_reserve_number_is_refused_where_it_is_no_good():
    form = NumberForm({"number": "20080101-T123", "digits": "20080101-T123"})
    assert form.errors == {"digits": ["Ett reservnummer kan inte användas här."]}


def test_the_browser_neither_remembers_nor_corrects_a_number():
    html = str(NumberForm()["number"])
    assert 'autocomplete="off"' in html
    assert 'spellcheck="false"' in html
    assert 'inputmode="numeric"' in str(NumberForm()["digits"])


def test_a_kept_number_is_shown_whole_in_its_own_form_and_counts_as_unchanged():
    kept = PersonalNumber(NumberKind.PERSONNUMMER, "199001012385")
    assert 'value="19900101-2385"' in str(NumberForm(initial={"number": kept})["number"])
    form = NumberForm({"number": "900101-2385"}, initial={"number": kept})
    assert not form.has_changed()


def test_text_is_cleaned_before_it_is_measured():
    form = TextForm({"text": " " + "A\u030a" * 20 + "\x07"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["text"] == "Å" * 20


def test_nul_is_refused():
    assert "text" in TextForm({"text": "a\x00b"}).errors


def test_the_plain_text_fields_of_a_model_form_become_clean():
    fields = {
        "text": models.TextField(),
        "name": models.CharField(max_length=10),
        "mail": models.EmailField(),
        "kind": models.CharField(max_length=10, choices=NumberKind.choices),
    }
    made = {name: type(clean_formfield(field)) for name, field in fields.items()}
    assert made == {
        "text": CleanCharField,
        "name": CleanCharField,
        "mail": forms.EmailField,
        "kind": forms.TypedChoiceField,
    }
