"""The case number: its check character catches what hands and ears get wrong."""

import itertools
import random

import pytest

from cases.numbers import ALPHABET, check_character, draw, looks_right, spelled


BODIES = [
    "".join(body)
    for body in itertools.product(ALPHABET, repeat=3)
    if check_character("".join(body))
]
SAMPLE = random.Random(2011).sample(BODIES, 400)


def test_a_drawn_number_has_stadsdel_year_and_a_right_check() -> None:
    for _ in range(200):
        number = draw("HÄ", 2026)
        assert number.startswith("HÄ-26-")
        assert spelled(number.lower()) == number
        assert looks_right(number)


@pytest.mark.parametrize("place", range(4))
def test_one_wrong_character_always_shows(place: int) -> None:
    """Planted: modulo 28 (the alphabet's own length) lets pairs in the second place through."""
    for body in SAMPLE:
        number = body + check_character(body)
        for char in set(ALPHABET) - {number[place]}:
            assert not looks_right(number[:place] + char + number[place + 1 :])


@pytest.mark.parametrize("place", range(3))
def test_two_neighbours_that_changed_places_always_show(place: int) -> None:
    for body in SAMPLE:
        number = body + check_character(body)
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swapped == number or not looks_right(swapped)


@pytest.mark.parametrize("text", ["", "Ek", "HV-26-7K3", "HV-26-7K3Q9", "HV-26-0K3Q", "20100107"])
def test_other_texts_are_not_taken_for_a_case_number(text: str) -> None:
    assert spelled(text) == ""
