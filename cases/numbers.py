"""Case numbers: short enough to say on the telephone, random so that they tell nothing."""

import secrets


# No 0/O, 1/I/L, 5/S or U: they are misread and misheard.
ALPHABET = "2346789ABCDEFGHJKMNPQRTVWXYZ"


def draw(code: str, year: int) -> str:
    """A case number such as HV-26-7K3Q: stadsdel, year, three random characters and their check."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(3))
    return f"{code}-{year % 100:02}-{body}{check_character(body)}"


def check_character(body: str) -> str:
    """A weighted sum over the alphabet: catches one wrong character and two that changed places."""
    total = sum(place * ALPHABET.index(char) for place, char in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]
