"""The history of 2012: the stadsdelar of then, and the report's youths as closed cases."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from cases.models import Case, Person
from followup.models import AnnualReport, History
from meetings.models import Flag
from meetings.sweep import sweep
from organisation.models import District, Succession
from sig.lib import rowsecurity
from sig.lib.dates import today
from tests.followup.history import history_loaded, load


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with history_loaded(django_db_blocker):
        yield


@pytest.fixture
def city(loaded: None, django_db_blocker: Any) -> Iterator[None]:
    """All stadsdelar in view; what a test writes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        with rowsecurity.context(District.objects.values_list("pk", flat=True)):
            yield
        transaction.set_rollback(True)


def names_on(day: date) -> set[str]:
    return set(District.objects.in_force(day).values_list("name", flat=True))


def test_there_were_fourteen_then_thirteen_then_eleven(city: None) -> None:
    """Planted: Älvsjö that stayed after July 2020 fails here."""
    assert len(names_on(date(2012, 12, 1))) == 14
    assert len(names_on(date(2020, 6, 30))) == 14
    assert len(names_on(date(2020, 7, 1))) == 13
    assert len(names_on(date(2023, 6, 30))) == 13
    assert len(names_on(date(2023, 7, 1))) == len(names_on(today())) == 11
    became = {(row.former.name, row.successor.name) for row in Succession.objects.all()}
    assert became == {
        ("Hägersten-Liljeholmen", "Hägersten-Älvsjö"),
        ("Älvsjö", "Hägersten-Älvsjö"),
        ("Rinkeby-Kista", "Järva"),
        ("Spånga-Tensta", "Järva"),
        ("Norrmalm", "Norra innerstaden"),
        ("Östermalm", "Norra innerstaden"),
    }


def test_the_forty_are_closed_cases_without_names_or_numbers(city: None) -> None:
    cases = Case.objects.filter(pk__in=History.objects.values("case"))
    assert Counter(cases.values_list("district__name", flat=True)) == {
        "Hässelby-Vällingby": 8,
        "Enskede-Årsta-Vantör": 6,
        "Rinkeby-Kista": 5,
        "Skarpnäck": 3,
        "Skärholmen": 9,
        "Spånga-Tensta": 7,
        "Hägersten-Liljeholmen": 2,
    }
    assert not cases.open().exists()
    assert not cases.filter(closed_at__year__gt=2014).exists()
    people = Person.objects.filter(pk__in=cases.values("person"))
    assert set(people.values_list("number", "first_name")) == {("", "Ungdom")}


def test_no_sweep_finds_them(city: None) -> None:
    for district in District.objects.all():
        assert sweep(district, today()).raised == 0
    assert not Flag.objects.exists()


def test_a_second_run_changes_nothing(loaded: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        load()
        with rowsecurity.context(District.objects.values_list("pk", flat=True)):
            assert (History.objects.count(), Case.objects.count()) == (40, 40)
            assert District.objects.count() == 17
            assert AnnualReport.objects.count() == 1


def test_the_application_may_neither_load_nor_change_it(city: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        History.objects.update(ended="yes")
    with pytest.raises(DatabaseError, match="locked"), transaction.atomic():
        AnnualReport.objects.update(summary="Något annat.")


@pytest.mark.django_db
def test_it_says_that_it_runs_as_the_owner() -> None:
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("load_history_2012")
