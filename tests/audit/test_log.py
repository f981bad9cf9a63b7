"""The log: append-only, without a client's words, and no request goes through without it."""

from unittest import mock

import pytest
from django.db import DatabaseError, InternalError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from audit import log
from audit.models import LogEntry
from cases.models import Case
from organisation.access import acting_as
from tests.people import Cast
from tests.stories import open_case_for


pytestmark = pytest.mark.django_db

LOCKED = (ProgrammingError, InternalError)


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


@pytest.mark.parametrize(
    "change", ["update audit_logentry set event = 'x'", "delete from audit_logentry"]
)
def test_a_row_of_the_log_cannot_be_changed_or_taken_away(
    case: Case, cast: Cast, change: str
) -> None:
    """Planted: the same statements on a table that the role may change go through."""
    with acting_as(cast.carin), connection.cursor() as cursor:
        with pytest.raises(LOCKED, match="permission denied|append-only"), transaction.atomic():
            cursor.execute(change)
        cursor.execute("update cases_case set main_system_number = 'x'")
        assert cursor.rowcount == 1


def test_r54_an_entry_says_who_what_when_and_in_which_role(case: Case, cast: Cast) -> None:
    """Planted: an entry without the role, and one without the person and the stadsdel."""
    with acting_as(cast.carin):
        entry = log.of_case(case.pk).get(event="case.opened")
    assert (entry.actor, entry.actor_name, entry.role) == (str(cast.lotta.pk), "Lotta Lind", "Lots")
    assert (entry.person, entry.district_name) == (case.person_id, "Hässelby-Vällingby")
    assert entry.at


def test_the_log_holds_no_word_about_a_person(case: Case, cast: Cast) -> None:
    with acting_as(cast.carin):
        rows = LogEntry.objects.values_list(
            "event", "detail", "actor_name", "district_name", "role"
        )
        words = " ".join(str(value) for row in rows for value in row)
    assert "Ekexempel" not in words
    assert "Jonatan" not in words


def test_a_read_that_cannot_be_logged_fails(case: Case, cast: Cast) -> None:
    """No unlogged read: the page isn't shown when its row can't be written."""
    client = Client(raise_request_exception=False)
    client.force_login(cast.lotta)
    address = reverse("case", args=[case.pk])
    assert client.get(address).status_code == 200
    broken = mock.patch.object(
        LogEntry.objects, "bulk_create", side_effect=DatabaseError("disk full")
    )
    with broken:
        response = client.get(address)
    assert response.status_code == 500
    assert "Ekexempel" not in response.content.decode()


def test_a_write_that_cannot_be_logged_is_undone(cast: Cast) -> None:
    broken = mock.patch.object(
        LogEntry.objects, "bulk_create", side_effect=DatabaseError("disk full")
    )
    with broken, pytest.raises(DatabaseError, match="disk full"):
        open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta):
        assert not Case.objects.exists()


def test_another_stadsdel_does_not_read_the_log(case: Case, cast: Cast) -> None:
    with acting_as(cast.frank):
        assert not log.of_case(case.pk).exists()
    with acting_as(cast.carin):
        assert log.of_case(case.pk).exists()
