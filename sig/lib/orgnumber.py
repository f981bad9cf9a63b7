"""
Swedish organisationsnummer of legal persons.

Lag (1974:174) om identitetsbeteckning för juridiska personer: ten digits, of which the third is at
least 2, so that none can be taken for a personnummer, and the last is a check digit.
"""

import re

from sig.lib.personnummer import check_digit


_DIGITS = re.compile(r"(?:16)?(\d{6})[-‐‑–−]?(\d{4})", re.ASCII)


def parse(text: str) -> str:
    """
    The number that somebody typed, as "212000-0142".

    Raises ValueError with a Swedish sentence for the user; the sentence never repeats what was
    typed, which may be a personnummer.
    """
    match = _DIGITS.fullmatch("".join(text.split()))
    if match is None:
        raise ValueError("Skriv numret som NNNNNN-NNNN.")
    number = match[1] + match[2]
    if number[2] < "2":
        raise ValueError(
            "Numret är inget organisationsnummer. En enskild firma har ett personnummer: "
            "lämna fältet tomt och kryssa i att utföraren är en enskild firma."
        )
    if check_digit(number[:9]) != int(number[9]):
        raise ValueError("Kontrollsiffran stämmer inte. Kontrollera numret.")
    return f"{match[1]}-{match[2]}"
