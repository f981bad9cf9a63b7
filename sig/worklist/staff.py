"""The staff on their manager's Min dag and in the menu: safety talks (R39), competence (R59)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from organisation.access import districts_with
from organisation.models import SafetyTalk, User
from organisation.personnel import led_staff
from organisation.roles import Permission
from organisation.rules.competence import Competence, competences
from organisation.rules.safety import Standing, standings, unsent_talks
from sig.lib.dates import swedish
from sig.worklist.shapes import Group, Row, row_of_no_case


def late_in_staff(user: User, today: date) -> int:
    """How many rows of the staff stand under Försenat."""
    if not _leads(user):
        return 0
    staff = led_staff(user)
    talks = sum(one.is_late for one in standings(staff, today))
    return talks + sum(one.is_late for one in competences(staff, today))


def _leads(user: User) -> bool:
    return bool(districts_with(user, Permission.LEAD_STAFF))


def staff_rows(user: User, today: date) -> Iterator[tuple[Group, Row]]:
    """What is due for the staff, and the talks that aren't sent."""
    if not _leads(user):
        return
    staff = led_staff(user)
    for standing in standings(staff, today):
        if standing.is_late:
            yield Group.LATE, _say_due(standing, "late")
        elif standing.is_near:
            yield Group.WAITING, _say_due(standing, "soon")
    for competence in competences(staff, today):
        if competence.is_late:
            yield Group.LATE, _say_unassessed(competence)
    for talk in unsent_talks(user):
        yield Group.WAITING, _say_unsent(talk)


def _say_due(standing: Standing, tone: str) -> Row:
    return _row(
        initials=standing.employee.shown_name,
        page=reverse("organisation:safety"),
        tag="Säkerhetssamtal",
        tone=tone,
        sentence=standing.sentence,
        action_label="Öppna säkerhet",
    )


def _say_unassessed(competence: Competence) -> Row:
    return _row(
        initials=competence.employee.shown_name,
        page=reverse("organisation:competence"),
        tag="Kompetens",
        tone="late",
        sentence=competence.sentence,
        action_label="Öppna kompetens",
    )


def _say_unsent(talk: SafetyTalk) -> Row:
    return _row(
        initials=talk.employee.shown_name,
        page=reverse("organisation:talk", args=[talk.pk]),
        tag="Inte skickat",
        tone="soon",
        sentence=f"Samtalet den {swedish(talk.held_on)} är påskrivet men inte skickat till "
        "säkerhetsfunktionen. Det avslutas när det är skickat.",
        action_label="Skicka samtalet",
    )


def _row(*, page: str, **words: Any) -> Row:
    return row_of_no_case("Säkerhet", page, **words)
