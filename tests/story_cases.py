"""Arranging for the pages of a case: what a browser posts, and who is signed in."""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client

from cases.models import Case, JournalEntry, NumberKind, Person
from organisation.access import acting_as
from organisation.models import District, Programme, User
from sig.lib.dates import today


# From the number series that is set aside for tests.
TEST_NUMBER = "20100107-2386"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def new_case(**changes: Any) -> dict[str, Any]:
    """The page "Nytt ärende", filled in; ``once`` is drawn anew."""
    return {
        "oppna": "1",
        "once": str(uuid.uuid4()),
        "number": TEST_NUMBER,
        "first_name": "Kim",
        "last_name": "Provexempel",
        "birth_date": "2010-01-07",
        "programme": str(Programme.objects.get(code="unga").pk),
        "main_system_number": "",
        "received_on": today().isoformat(),
        "kind": "report",
        "route": "school",
        "source": "Rektorn",
        "wishes": "Vill komma ifrån gänget i centrum.",
    } | changes


def area(**changes: Any) -> dict[str, Any]:
    """An area of form 3.1, answered, as its page is first sent."""
    return {"version": "0", "own_words": "Om boende.", "need": "6", "motivation": "0"} | changes


def lines(name: str, *filled: dict[str, Any]) -> dict[str, Any]:
    """Lines of a form, each with a key drawn anew unless it has one."""
    sent: dict[str, Any] = {
        f"{name}-TOTAL_FORMS": str(len(filled)),
        f"{name}-INITIAL_FORMS": "0",
    }
    for place, line in enumerate(filled):
        drawn = {"key": str(uuid.uuid4()), "version": "0"}
        sent |= {f"{name}-{place}-{field}": value for field, value in (drawn | line).items()}
    return sent


def threat(**changes: Any) -> dict[str, Any]:
    """Form 3.3, complete, at a low level."""
    return {
        "once": str(uuid.uuid4()),
        "made_on": today().isoformat(),
        "assessors": "Ulla Utsikt och Lotta Lind",
        "against": ["participant"],
        "description": "Skuld till äldre i området.",
        "level": "2",
        "police_view": "Samtal med kommunpolisen i dag.",
        "version": "0",
        "identity_protection": "not_needed",
        "reassess_on": (today() + timedelta(days=90)).isoformat(),
        **lines("threatsource", {"kind": "participant", "told": "Samtal med deltagaren."}),
        **lines("threatmeasure"),
    } | changes


def note(**changes: Any) -> dict[str, Any]:
    return {
        "once": str(uuid.uuid4()),
        "kind": "visit",
        "happened_on": today().isoformat(),
        "text": "Hembesök. Ingen öppnade.",
    } | changes


def notes_of(case: Case, reader: User) -> list[JournalEntry]:
    with acting_as(reader):
        return list(JournalEntry.objects.of(case))


def person_with(number: str, district: District, by: User, **names: str) -> Person:
    """A person who is already registered in the stadsdel."""
    with acting_as(by):
        return Person.objects.create(
            district=district,
            number=number.replace("-", ""),
            number_kind=NumberKind.PERSONNUMMER,
            birth_date="2010-01-07",
            **{"first_name": "Sasha", "last_name": "Testexempel"} | names,
        )
