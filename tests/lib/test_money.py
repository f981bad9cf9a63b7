"""Amounts and organisationsnummer: as they are typed, and as they are read."""

from decimal import Decimal

import pytest
from django import forms

from sig.lib.fields import KronorField, OrganisationNumberField
from sig.lib.money import exactly, in_kronor


class BuyForm(forms.Form):
    number = OrganisationNumberField(required=False)
    price = KronorField(required=False, max_digits=10)


# Published: Stockholms kommun, Skatteverket, IVO, Region Stockholm, Volvo, Ericsson.
@pytest.mark.parametrize(
    "number",
    [
        *("212000-0142", "202100-5448", "202100-6537", "232100-0016"),
        *("556012-5790", "556016-0680"),
    ],
)
def test_a_published_number_is_right_and_one_off_is_not(number: str) -> None:
    """Planted: a check digit that is never compared."""
    form = BuyForm({"number": f" 16{number.replace('-', '')} "})
    assert form.is_valid()
    assert form.cleaned_data["number"] == number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert "Kontrollsiffran" in BuyForm({"number": wrong}).errors["number"][0]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("19900101-2385", "NNNNNN-NNNN"),
        ("900101-2385", "enskild firma"),
        ("212000-014", "NNNNNN-NNNN"),
        ("２１２０００-０１４２", "NNNNNN-NNNN"),
    ],
)
def test_what_is_no_organisationsnummer_is_told_and_never_repeated(
    typed: str, sentence: str
) -> None:
    [error] = BuyForm({"number": typed}).errors["number"]
    assert sentence in error
    assert typed not in error


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("2350", "2350"),
        ("2 350,50 kr", "2350.50"),
        ("2\N{NO-BREAK SPACE}350,5", "2350.5"),
        ("2350.50", "2350.50"),
    ],
)
def test_an_amount_is_typed_as_people_do(typed: str, amount: str) -> None:
    form = BuyForm({"price": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["price"] == Decimal(amount)


@pytest.mark.parametrize("typed", ["0", "-5", "NaN", "1,234", "tusen", "9" * 30])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    assert not BuyForm({"price": typed}).is_valid()


def test_in_words() -> None:
    assert in_kronor(Decimal("870000.50")).replace("\xa0", " ") == "870 001 kr"
    assert exactly(Decimal("2350.50")).replace("\xa0", " ") == "2 350,50 kr"
    assert exactly(Decimal("2350.00")).replace("\xa0", " ") == "2 350 kr"
