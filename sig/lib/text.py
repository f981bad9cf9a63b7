"""Text as people type it: cleaned before it is stored, ordered as a Swedish reader expects."""

import re
import unicodedata

from django.db.models import Func, TextField


# What cannot be seen, and so makes two equal names differ or a line read backwards: controls
# other than tab and newline, lone surrogates, zero-width space, byte order mark, and the marks
# that turn the direction of the text. The joiners U+200C and U+200D stay: they belong to the
# spelling of, among others, Persian names. NUL stays too, so that the form field refuses it.
_INVISIBLE = re.compile(
    r"[\x01-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def clean(value: str) -> str:
    """The text in one normal form (NFC), with "\\n" as line break and nothing invisible in it."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", value))


# Swedish order, the same in Python and in PostgreSQL: both are made from these constants.
# Å, ä and ö take the three ASCII characters after z; æ and ø stand with ä and ö, ü with y.
_OWN_LETTERS = "åÅäÄæÆöÖøØőŐœŒüÜűŰ"
_OWN_PLACES = "{{||||}}}}}}}}yyyy"
# Letters that lose no accent when taken apart, among them the Turkish dotless i.
_BARRED_LETTERS = "ıİđĐðÐłŁ"
_BARRED_PLACES = "iiddddll"
_PAIRS = {"ß": "ss", "þ": "th", "Þ": "th"}
# Left out: O'Neil stands with Oneil, Lind-Berg with Lindberg. The first must be the apostrophe.
_IGNORED = "'’´-"

_FIRST_TABLE = str.maketrans(_OWN_LETTERS + _BARRED_LETTERS, _OWN_PLACES + _BARRED_PLACES)
_LAST_TABLE = str.maketrans({**_PAIRS, **dict.fromkeys(_IGNORED)})
_ACCENTS = re.compile("[\u0300-\u036f]")
_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def sv_sort_key(name: str) -> str:
    """
    What to order a name by: a–z, å, ä, ö, without regard to case, other accents or apostrophes.

    Compare keys by code point. Names with equal keys are ordered by the name itself.
    """
    letters = unicodedata.normalize("NFC", name).translate(_FIRST_TABLE)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", letters))
    return plain.translate(_LAST_TABLE).translate(_ASCII_LOWER)


def _pairs_replaced(expression: str) -> str:
    for letter, pair in _PAIRS.items():
        expression = f"replace({expression}, '{letter}', '{pair}')"
    return expression


_LETTERS_SQL = (
    f"translate(normalize(t, NFC), '{_OWN_LETTERS}{_BARRED_LETTERS}', "
    f"'{_OWN_PLACES}{_BARRED_PLACES}')"
)
_PLAIN_SQL = f"regexp_replace(normalize({_LETTERS_SQL}, NFD), '[\\u0300-\\u036f]', '', 'g')"

# For a migration. It needs no ICU and no locale of the operating system: lower() in collation
# "C" touches only ASCII, and everything else is in the tables above. A change here needs
# a new migration that replaces the function and rebuilds the indexes that use it.
SV_SORT_KEY_SQL = f"""
create or replace function sv_sort_key(t text) returns text
language sql immutable strict parallel safe
return lower(translate({_pairs_replaced(_PLAIN_SQL)}, '{"'" + _IGNORED}', '') collate "C")
"""


class SwedishOrder(Func):
    """
    `sv_sort_key` in a query or an index: `order_by(SwedishOrder("last_name"), "last_name")`.

    The collation is spelled out because a function's result takes that of its argument, and
    under for instance en_US the places after z would come before a.
    """

    function = "sv_sort_key"
    template = '%(function)s(%(expressions)s) COLLATE "C"'
    arity = 1
    output_field = TextField()
