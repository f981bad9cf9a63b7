"""Case numbers: short enough to say on the telephone, random so that they tell nothing."""

import re
import secrets


# No 0/O, 1/I/L, 5/S or U: they are misread and misheard.
ALPHABET = "2346789ABCDEFGHJKMNPQRTVWXYZ"
PRIME = 29  # the first above the alphabet's length
_SHAPE = re.compile(rf"([A-ZÅÄÖ]{{2}})[ -]?(\d{{2}})[ -]?([{ALPHABET}]{{4}})")


def draw(code: str, year: int) -> str:
    """A case number such as HV-26-7K3Q: stadsdel, year, three random characters and their check."""
    check = ""
    while not check:  # one body in 29 has no check character
        body = "".join(secrets.choice(ALPHABET) for _ in range(3))
        check = check_character(body)
    return f"{code}-{year % 100:02}-{body}{check}"


def check_character(body: str) -> str:
    """A weighted sum over the alphabet, or "" when the sum has no character.

    The modulus is prime and no weight or difference of weights divides it, so that one wrong
    character, or two neighbours that changed places, always show.
    """
    total = sum(place * ALPHABET.index(char) for place, char in enumerate(body, start=1))
    return ALPHABET[total % PRIME : total % PRIME + 1]


def spelled(text: str) -> str:
    """The case number that somebody typed, as it is kept; empty when it has not that shape."""
    match = _SHAPE.fullmatch(text.strip().upper())
    return "-".join(match.groups()) if match else ""


def looks_right(number: str) -> bool:
    """Whether the last character is the check of the three before it."""
    body = number[-4:-1]
    return number[-1] == check_character(body)
