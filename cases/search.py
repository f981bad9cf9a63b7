"""What may be searched for: a name, a personnummer or a case number, and nothing else (R53)."""

import re

from django.db.models import F, Q

from cases.models import Case, CaseQuerySet
from cases.numbers import looks_right, spelled
from organisation.access import districts_with
from organisation.models import User
from organisation.roles import Permission
from sig.lib import dates, personnummer
from sig.lib.text import SwedishOrder, sv_sort_key


SHORTEST = 2  # characters
LONGEST_LIST = 50  # rows


class Unsearchable(ValueError):
    """What was typed can't be searched for. Says why, without repeating it."""


def search(user: User, words: str) -> CaseQuerySet:
    """The cases whose row ``user`` may see and that ``words`` name, newest first.

    Raises ``Unsearchable`` with a sentence for the user.
    """
    visible = Case.objects.listed(user).alias(
        first=SwedishOrder("person__first_name"), last=SwedishOrder("person__last_name")
    )
    return visible.filter(_meaning(words.strip())).newest_first()


def one_case(user: User, words: str) -> Case | None:
    """The case of a case number or a personnummer in the stadsdelar where ``user`` works (R7).

    The person's newest ongoing case, or else the newest. A protected person's case answers as one
    that doesn't exist, unless ``user`` is on it. Raises ``Unsearchable`` for anything but a number.
    """
    words = words.strip()
    if not spelled(words) and not re.search(r"\d", words):
        raise Unsearchable("Skriv ett helt ärendenummer eller ett helt personnummer.")
    here = Case.objects.filter(district_id__in=districts_with(user, Permission.READ_CASE))
    newest = here.known_to(user).order_by(
        F("closed_at").desc(nulls_first=True), "-opened_on", "-id"
    )
    return newest.select_related("district").filter(_meaning(words)).first()


def _meaning(words: str) -> Q:
    if number := spelled(words):
        if not looks_right(number):
            raise Unsearchable("Ärendenumret stämmer inte. Kontrollera de fyra sista tecknen.")
        return Q(number=number)
    if re.search(r"\d", words):
        return Q(person__number=_personal_number(words))
    if len(words) < SHORTEST:
        raise Unsearchable("Skriv minst två bokstäver.")
    return _name(words)


def _personal_number(words: str) -> str:
    try:
        return personnummer.parse(words, dates.today()).full
    except ValueError as error:
        raise Unsearchable(str(error)) from None


def _name(words: str) -> Q:
    """The beginning of a first name, of a last name, or of both in either order."""
    whole = sv_sort_key(" ".join(words.split()))
    if len(whole) < SHORTEST:
        raise Unsearchable("Skriv minst två bokstäver.")
    meaning = Q(first__startswith=whole) | Q(last__startswith=whole)
    one, _, other = whole.rpartition(" ")
    if one:
        meaning |= Q(first__startswith=one, last__startswith=other)
        one, _, other = whole.partition(" ")
        meaning |= Q(first__startswith=one, last__startswith=other)
        meaning |= Q(last__startswith=one, first__startswith=other)
    return meaning
