"""Whom the stadsdel knows already. Nothing looks outside it, and one sentence answers for everybody."""

from collections.abc import Iterator, Sequence
from typing import Protocol
from uuid import UUID

from audit import log
from cases.actions.opening import not_from_here
from cases.models import Case, CaseRole, Person, Protection
from organisation.models import District, Programme, User
from sig.lib.personnummer import PersonalNumber


class Named(Protocol):
    """What a line says of whom its case is about."""

    number: PersonalNumber
    programme: Programme
    person: Person | None


def refusals(entries: Sequence[Named], district: District, by: User) -> Iterator[tuple[int, str]]:
    """Which entries' cases can't be opened, by their places, each with the same sentence.

    A case that goes on and a person who is hidden aren't told apart: a file would be a way to ask
    of many at once (R41). Each who is known stands in the log. The others get their person.
    """
    known = _known(entries, district)
    log.record_many("person.checked", by=by, on=known.values(), detail="1")
    cases = Case.objects.open().filter(district=district, person__in=known.values())
    busy = set(cases.values_list("person_id", "programme_id"))
    hidden = _hidden(known, by)
    for place, entry in enumerate(entries):
        entry.person = known.get(entry.number.full)
        if entry.person is None:
            continue
        if (entry.person.pk, entry.programme.pk) in busy or entry.person.pk in hidden:
            yield place, not_from_here(entry.programme).sentence


def _known(entries: Sequence[Named], district: District) -> dict[str, Person]:
    numbers = [entry.number.full for entry in entries if entry.number.full]
    return {one.number: one for one in Person.objects.filter(district=district, number__in=numbers)}


def _hidden(known: dict[str, Person], by: User) -> set[UUID]:
    """The protected ones on whose cases ``by`` isn't named (R41)."""
    protected = {one.pk for one in known.values() if one.protection != Protection.NONE}
    named = CaseRole.objects.active().filter(user=by, case__person__in=protected)
    return protected - set(named.values_list("case__person", flat=True))
