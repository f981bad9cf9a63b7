"""
Swedish identity numbers: personnummer, samordningsnummer, reserve numbers and "saknas".

Folkbokföringslagen 18 §: birth time, a three-digit serial and a check digit; a plus in place of
the hyphen from the year the person turns 100. Samordningsnummer: 60 is added to the day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices


class NumberKind(TextChoices):
    """What sort of number it is: the value for a column `number_kind`, the label for the page."""

    PERSONNUMMER = "personnummer", "Personnummer"
    COORDINATION = "coordination", "Samordningsnummer"
    RESERVE = "reserve", "Reservnummer"
    UNKNOWN = "unknown", "Saknas"


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """
    A number as it is kept: its kind and twelve characters (none when the number is unknown).

    Made by `parse`, or from the two columns that `parse` once filled. Shown as text or in a
    debugger it is masked; only `full` and `formatted` give all of it.
    """

    kind: NumberKind
    full: str = field(default="", repr=False)

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"<PersonalNumber {self.masked}>"

    @property
    def masked(self) -> str:
        """The day and four stars, "20080101-****", or "saknas"."""
        return f"{self.full[:8]}-****" if self.full else "saknas"

    @property
    def formatted(self) -> str:
        """The whole number for a form or a document that needs it, or ""."""
        return f"{self.full[:8]}-{self.full[8:]}" if self.full else ""

    @property
    def birth_date(self) -> date | None:
        """
        The day that the number names: a proposal for the date of birth, no proof of it.

        When a day's numbers have run out, a day nearby is used.
        """
        if not self.full:
            return None
        day = int(self.full[6:8])
        day -= 60 if self.kind == NumberKind.COORDINATION else 0
        return date(int(self.full[:4]), int(self.full[4:6]), day)


UNKNOWN = PersonalNumber(NumberKind.UNKNOWN)

# Ten or twelve digits, with or without a sign or a space before the last four.
_IN_TEXT = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+–— ]?[\dA-Za-z]\d{3}(?!\d)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_DIGITS = re.compile(r"(\d{6}|\d{8})[-+]?(\d{4})", re.ASCII)
# A reserve number has no national form. Taken here: the day of birth with century, then a letter
# and three digits or two letters and two digits (as in T-numbers and TF-numbers). There is no
# check digit. I and O never occur, so that a slip for 1 or 0 isn't taken for a reserve number.
_RESERVE = re.compile(r"(\d{8})[-+]?([A-HJ-NP-Z](?:\d{3}|[A-HJ-NP-Z]\d{2}))", re.ASCII)
OLDEST = 150


def parse(text: str, today: date) -> PersonalNumber:
    """
    The number that somebody typed, with ten or twelve digits.

    `today` settles the century of ten digits and what lies in the future. Raises ValueError
    with a Swedish sentence for the user; the sentence never repeats what was typed.
    """
    compact = "".join(text.split()).translate(_DASHES).upper()
    if not compact:
        raise ValueError("Skriv numret.")
    if match := _RESERVE.fullmatch(compact):
        _check_date(match[1], match[1][6:], today)
        return PersonalNumber(NumberKind.RESERVE, match[1] + match[2])
    return _parse_digits(compact, today)


def may_stand_in(text: str) -> bool:
    """Whether something in the text looks like an identity number, right or wrong."""
    return bool(_IN_TEXT.search(text))


def check_digit(nine: Iterable[str]) -> int:
    """The tenth digit: modulus 10 with the weights 2, 1, 2, 1 … over the nine before it."""
    total = 0
    for place, digit in enumerate(nine):
        product = int(digit) * (2 - place % 2)
        total += product // 10 + product % 10
    return -total % 10


def _parse_digits(compact: str, today: date) -> PersonalNumber:
    _check_characters(compact)
    match = _DIGITS.fullmatch(compact)
    if match is None:
        raise ValueError("Skriv numret som ÅÅÅÅMMDD-NNNN.")
    born, last_four = match[1], match[2]
    if len(born) == 6:
        born = _century(born[:2], "+" in compact, today) + born
    is_coordination = int(born[6:]) > 60
    day = f"{int(born[6:]) - 60:02}" if is_coordination else born[6:]
    _check_date(born, day, today)
    # Serial 000 is never given out.
    if last_four.startswith("000") or check_digit(born[2:] + last_four[:3]) != int(last_four[3]):
        raise ValueError("Kontrollsiffran stämmer inte. Kontrollera numret.")
    kind = NumberKind.COORDINATION if is_coordination else NumberKind.PERSONNUMMER
    return PersonalNumber(kind, born + last_four)


def _check_characters(compact: str) -> None:
    if any(char.isalpha() for char in compact):
        raise ValueError(
            "Numret innehåller bokstäver. Ett personnummer har bara siffror, och ett"
            " reservnummer skrivs som 20080101-T123."
        )
    if not re.fullmatch(r"[0-9+-]+", compact):
        raise ValueError("Skriv numret med siffrorna 0–9 och bindestreck.")
    count = sum(char.isdigit() for char in compact)
    if count not in {10, 12}:
        raise ValueError(f"Numret ska ha 10 eller 12 siffror. Du har skrivit {count}.")


def _century(year: str, has_plus: bool, today: date) -> str:
    """The two first digits of the year: the latest year that fits, with a plus 100 earlier."""
    latest = today.year - (100 if has_plus else 0)
    return str((latest - (latest - int(year)) % 100) // 100)


def _check_date(born: str, day: str, today: date) -> None:
    try:
        birth_date = date(int(born[:4]), int(born[4:6]), int(day))
    except ValueError:
        message = "Numret börjar med ett datum som inte finns. Kontrollera år, månad och dag."
        raise ValueError(message) from None
    if birth_date > today:
        raise ValueError("Numret börjar med ett datum som ligger i framtiden. Kontrollera året.")
    if birth_date.year < today.year - OLDEST:
        raise ValueError("Numret börjar med ett årtal som är för långt bak. Kontrollera året.")
