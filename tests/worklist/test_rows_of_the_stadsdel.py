"""What a coordinator's Min dag tells of cases that they aren't on: what the row of a list does."""

from datetime import timedelta

import pytest

from cases.models import Case
from organisation.access import acting_as
from organisation.models import User
from sig.lib.dates import today
from sig.worklist import sections
from tests.people import Cast
from tests.stories import on_the_case, open_case_for
from tests.story_consent import a_row, agency_in, asked_police, consented
from tests.story_meetings import enrolled


pytestmark = pytest.mark.django_db


def tags(user: User, case: Case) -> set[str]:
    with acting_as(user):
        rows = [row for part in sections(user, today() + timedelta(days=170)) for row in part.rows]
    return {row.action_label for row in rows if row.number == case.number}


def test_the_coordinator_is_told_no_more_than_the_row_until_they_are_on_the_case(
    cast: Cast,
) -> None:
    """A child's case with consents that end, the police silent, and no assessment. Planted: each
    of these watches among the rows of the stadsdel, as they were."""
    case = open_case_for(cast.lotta, cast.hv)
    police = agency_in(cast.hv, cast.lotta)
    consented(case, cast.lotta, a_row(police))
    asked_police(case, cast.lotta, police)
    enrolled(case, today() - timedelta(days=30))
    row = {"Boka möte", "Lägg till"}
    more = {"Förnya", "Se begäran", "Gör bedömningen", "Till planen"}
    assert tags(cast.lotta, case) >= row | more
    assert tags(cast.sam, case) == row
    on_the_case(case, cast)
    assert tags(cast.sam, case) >= more
