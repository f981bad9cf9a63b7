"""The third wall, with the second taken away: plain queries, as the role that the product runs as."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from cases.models import Case, Person
from organisation.access import acting_as
from sig.lib import rowsecurity
from tests.people import Cast
from tests.stories import open_case_for


pytestmark = pytest.mark.django_db


@pytest.fixture
def one_case_each(cast: Cast) -> Cast:
    open_case_for(cast.lotta, cast.hv)
    open_case_for(cast.farah, cast.farsta)
    return cast


def test_without_a_context_there_are_no_rows(one_case_each: Cast) -> None:
    assert Case.objects.count() == 0


def test_one_connection_used_by_two_stadsdelar_shows_each_its_own(one_case_each: Cast) -> None:
    for user, district in [
        (one_case_each.lotta, one_case_each.hv),
        (one_case_each.farah, one_case_each.farsta),
        (one_case_each.carin, one_case_each.hv),
    ]:
        with acting_as(user):
            assert [case.district_id for case in Case.objects.all()] == [district.pk]
    assert Case.objects.count() == 0


def test_the_context_is_gone_after_an_error_in_it(one_case_each: Cast) -> None:
    with pytest.raises(ZeroDivisionError), acting_as(one_case_each.lotta):
        raise ZeroDivisionError
    assert Case.objects.count() == 0


def test_those_without_a_stadsdel_see_no_rows(one_case_each: Cast) -> None:
    for user in (one_case_each.uno, one_case_each.sara, one_case_each.fred):
        with acting_as(user):
            assert Case.objects.count() == 0
            assert Person.objects.count() == 0


def test_a_row_cannot_be_written_into_another_stadsdel(one_case_each: Cast) -> None:
    with (
        acting_as(one_case_each.lotta),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Person.objects.create(
            district=one_case_each.farsta,
            number_kind="unknown",
            first_name="Test",
            last_name="Exempel",
            birth_date="2010-01-01",
        )


def test_a_child_cannot_hang_on_a_parent_in_another_stadsdel(one_case_each: Cast) -> None:
    """PostgreSQL checks foreign keys past row security; the composite key is what stops this."""
    with acting_as(one_case_each.farah):
        foreign = Case.objects.get()
    with (
        acting_as(one_case_each.lotta),
        pytest.raises(IntegrityError, match="same_district"),
        transaction.atomic(),
    ):
        own = Case.objects.get()
        own.pk = None
        own.person_id = foreign.person_id
        own.number = "HV-26-2222"
        own.programme_id = 2
        own.save(force_insert=True)


def test_the_detector_sees_a_wall_that_is_down(one_case_each: Cast) -> None:
    """Planted: a context with both stadsdelar shows both rows, so the counts above can fail."""
    with rowsecurity.context([one_case_each.hv.pk, one_case_each.farsta.pk]):
        assert Case.objects.count() == 2


def test_the_application_role_owns_nothing_and_bypasses_nothing(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles "
            "where rolname = current_user"
        )
        assert cursor.fetchone() == ("sig_app", False, False, False)
        cursor.execute("select count(*) from pg_tables where tableowner = current_user")
        assert cursor.fetchone() == (0,)
