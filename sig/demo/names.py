"""Names that nobody bears, and numbers of the series that is set aside for tests."""

import random
from datetime import date, timedelta

from sig.lib.personnummer import NumberKind, PersonalNumber, check_digit


# First names that say nothing of sex; last names that say that they are made up.
FIRST = (
    *("Kim", "Robin", "Charlie", "Mika", "Noa", "Love", "Eli", "Lo", "Jamie", "Billie"),
    *("Dani", "Sascha", "Juno", "Vide", "Tintin", "Bo", "Ariel", "Milo", "Jo", "Toni", "Sam"),
    *("Mio", "Lou", "Nikki", "Rio", "Sol"),
)
LAST = (
    *("Ekexempel", "Provsson", "Testberg", "Fiktivsson", "Påhittsdal", "Exempelgren", "Provlund"),
    *("Testlund", "Låtsberg", "Påhittsson", "Fiktivgren", "Exempeldal", "Provdal"),
)

# The serials of Skatteverket's test numbers. No living person has one.
TEST_SERIALS = ("239", "238")


def full_names(rng: random.Random) -> list[tuple[str, str]]:
    """Every first name with every last name, shuffled."""
    pairs = [(first, last) for first in FIRST for last in LAST]
    rng.shuffle(pairs)
    return pairs


def birth_date(age: int, today: date, rng: random.Random, *, since: int = 21) -> date:
    """A day of birth that makes ``age`` right today, and ``since`` days ago or some weeks on."""
    year = today.year - age
    newest = date(year, today.month, 28 if (today.month, today.day) == (2, 29) else today.day)
    return newest - timedelta(days=rng.randint(since, 340))


def number(born: date, serial: str) -> PersonalNumber:
    """The personnummer of the test series for a day."""
    return _number(NumberKind.PERSONNUMMER, f"{born:%Y%m%d}", serial)


def coordination_number(born: date, serial: str) -> PersonalNumber:
    """The samordningsnummer of the test series for a day: 60 is added to it."""
    return _number(NumberKind.COORDINATION, f"{born:%Y%m}{born.day + 60}", serial)


def _number(kind: NumberKind, day: str, serial: str) -> PersonalNumber:
    nine = day[2:] + serial
    return PersonalNumber(kind, f"{day}{serial}{check_digit(nine)}")
