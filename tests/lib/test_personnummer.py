"""Identity numbers. Only numbers of the test series (serial 238 or 239) stand here."""

import contextlib
import pickle
import re
from dataclasses import make_dataclass
from datetime import date
from unittest import mock

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from personnummer import personnummer as oracle

from sig.lib.personnummer import OLDEST, UNKNOWN, NumberKind, PersonalNumber, check_digit, parse


TODAY = date(2026, 10, 20)
BIRTHS = st.dates(date(1890, 1, 1), TODAY)
SERIALS = st.sampled_from(["238", "239"])


def twelve(born, serial, *, coordination=False):
    """A number of the test series with the right check digit, canonical."""
    day = born.day + (60 if coordination else 0)
    digits = f"{born:%Y%m}{day:02}{serial}"
    return f"{digits}{check_digit(digits[2:])}"


def oracle_at_today():
    return mock.patch("personnummer.personnummer._get_current_date", return_value=TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "189001019802",
        "201701012393",
        "199001012385",
        "202402292383",
        "191401682396",
        "202601612381",
    ],
)
def test_published_test_numbers_are_read(typed):
    assert parse(typed, TODAY).full == typed


@given(born=BIRTHS, serial=SERIALS, coordination=st.booleans())
def test_every_sound_number_is_read_as_the_oracle_reads_it(born, serial, coordination):
    typed = twelve(born, serial, coordination=coordination)
    number = parse(typed, TODAY)
    with oracle_at_today():
        answer = oracle.parse(typed)
    assert number.full == answer.format(long_format=True)
    assert number.birth_date == answer.get_date() == born
    assert (number.kind == NumberKind.COORDINATION) == answer.is_coordination_number()


@given(born=BIRTHS, serial=SERIALS, coordination=st.booleans())
def test_ten_digits_with_hyphen_or_plus_find_their_century(born, serial, coordination):
    assume(TODAY.year - born.year < 200)
    full = twelve(born, serial, coordination=coordination)
    sign = "+" if TODAY.year - born.year >= 100 else "-"
    typed = f"{full[2:8]}{sign}{full[8:]}"
    assert parse(typed, TODAY).full == full
    with oracle_at_today():
        assert oracle.parse(typed).format(long_format=True) == full


def is_of_somebody(born: date) -> bool:
    return born <= TODAY and born.year >= TODAY.year - OLDEST


DIGITS = st.text("0123456789", min_size=4, max_size=4)


@given(
    born=st.dates(date(1890, 1, 1), date(2026, 12, 31)),
    last_four=DIGITS,
    day=st.integers(0, 99),
    short=st.booleans(),
    sign=st.sampled_from(["", "-", "+"]),
)
def test_the_oracle_accepts_and_refuses_the_same_numbers(born, last_four, day, short, sign):
    """Any day of the month and any four digits; the future and the 1840s are refused by us alone."""
    typed = f"{born:%Y%m}{day:02}"[2 if short else 0 :] + sign + last_four
    with oracle_at_today():
        accepted = oracle.valid(typed) and is_of_somebody(oracle.parse(typed).get_date())
    try:
        parse(typed, TODAY)
    except ValueError:
        assert not accepted
    else:
        assert accepted


@pytest.mark.parametrize("place", range(12))
@given(born=BIRTHS, serial=SERIALS, change=st.integers(1, 9))
def test_one_wrong_digit_is_always_caught(place, born, serial, change):
    """Planted: each digit in turn. The century (places 0 and 1) is not in the check digit."""
    full = twelve(born, serial)
    wrong = full[:place] + str((int(full[place]) + change) % 10) + full[place + 1 :]
    if place > 1:
        with pytest.raises(ValueError, match="Kontrollera|Skriv"):
            parse(wrong, TODAY)
    else:
        assert check_digit(wrong[2:11]) == int(wrong[11])


@pytest.mark.parametrize(
    "typed",
    [
        "19900101-2385",
        " 19900101 2385 ",
        "900101-2385",
        "9001012385",
        "19900101–2385",
        "19900101\N{MINUS SIGN}2385",
        "19900101\N{NON-BREAKING HYPHEN}2385",
        "19900101\u00a02385",
        "19900101+2385",
    ],
)
def test_a_number_may_be_written_in_many_ways(typed):
    assert parse(typed, TODAY) == PersonalNumber(NumberKind.PERSONNUMMER, "199001012385")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Skriv numret."),
        ("   ", "Skriv numret."),
        ("19900101-238", "Numret ska ha 10 eller 12 siffror. Du har skrivit 11."),
        ("19900101-23855", "Du har skrivit 13."),
        ("1" * 100_000, "Du har skrivit 100000."),
        ("1990-01-01-2385", "Skriv numret som ÅÅÅÅMMDD-NNNN."),
        ("1990010123-85", "Skriv numret som ÅÅÅÅMMDD-NNNN."),
        ("19900101-O385", "Numret innehåller bokstäver."),
        ("Anna Andersson", "Numret innehåller bokstäver."),
        ("١٩٩٠٠١٠١٢٣٨٥", "Skriv numret med siffrorna"),
        ("19900101\N{FULLWIDTH DIGIT TWO}385", "Skriv numret med siffrorna"),
        ("19900101/2385", "Skriv numret med siffrorna"),
        ("19900101\x002385", "Skriv numret med siffrorna"),
        ("19900931-2385", "ett datum som inte finns"),
        ("20250229-2385", "ett datum som inte finns"),
        ("19901301-2385", "ett datum som inte finns"),
        ("19900160-2385", "ett datum som inte finns"),
        ("19900193-2385", "ett datum som inte finns"),
        ("00000101-2385", "ett datum som inte finns"),
        ("20261021-2385", "ett datum som ligger i framtiden"),
        ("261021-2385", "ett datum som ligger i framtiden"),
        ("17900101-2385", "ett årtal som är för långt bak"),
        ("19900101-2384", "Kontrollsiffran stämmer inte. Kontrollera numret."),
        ("19900101-0008", "Kontrollsiffran stämmer inte. Kontrollera numret."),
        ("20261021-T123", "ett datum som ligger i framtiden"),
        ("20080931-T123", "ett datum som inte finns"),
        ("080101-T123", "Numret innehåller bokstäver."),
        ("20080101-TFA1", "Numret innehåller bokstäver."),
    ],
)
def test_a_refusal_says_what_is_wrong_and_never_repeats_the_number(typed, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)) as refusal:
        parse(typed, TODAY)
    assert "2385" not in str(refusal.value)


@given(st.text())
def test_no_text_breaks_the_reading(typed):
    with contextlib.suppress(ValueError):
        assert parse(typed, TODAY).full


def test_a_birth_today_is_not_in_the_future():
    assert parse(twelve(TODAY, "238"), TODAY).birth_date == TODAY


def test_the_century_turns_on_new_years_day():
    """Folkbokföringslagen 18 §: plus from the year the person turns 100, not from the day."""
    full = twelve(date(1927, 12, 31), "239")
    assert parse(f"{full[2:8]}-{full[8:]}", date(2026, 12, 31)).full == full
    assert parse(f"{full[2:8]}+{full[8:]}", date(2027, 1, 1)).full == full


@pytest.mark.parametrize(
    ("typed", "full"), [("20080101-t123", "20080101T123"), ("20080101TF12", "20080101TF12")]
)
def test_a_reserve_number_is_kept_as_it_is(typed, full):
    number = parse(typed, TODAY)
    assert (number.kind, number.full) == (NumberKind.RESERVE, full)
    assert number.birth_date == date(2008, 1, 1)
    assert number.masked == "20080101-****"


def test_shown_as_text_a_number_is_masked():
    """Planted: the repr that dataclasses write shows every field."""
    assert "2385" in repr(make_dataclass("Plain", ["full"])("19900101-2385"))
    number = parse("19900101-2385", TODAY)
    shown = [str(number), repr(number), f"{number}", f"{number!r}", str([number])]
    assert all("2385" not in text and "19900101-****" in text for text in shown)
    assert number.full == "199001012385"
    assert number.formatted == "19900101-2385"


def test_a_coordination_number_names_the_day_without_the_sixty():
    number = parse("20260161-2381", TODAY)
    assert number.birth_date == date(2026, 1, 1)
    assert number.masked == "20260161-****"


def test_a_missing_number_has_no_day_and_no_digits():
    assert (str(UNKNOWN), UNKNOWN.full, UNKNOWN.formatted) == ("saknas", "", "")
    assert UNKNOWN.birth_date is None


def test_numbers_are_values():
    number = parse("900101-2385", TODAY)
    assert {number, parse("199001012385", TODAY)} == {number}
    assert pickle.loads(pickle.dumps(number)) == number
    with pytest.raises(AttributeError):
        number.full = "199001012384"


def test_the_kind_from_the_database_is_as_good_as_the_constant():
    assert PersonalNumber("coordination", "202601612381").birth_date == date(2026, 1, 1)
