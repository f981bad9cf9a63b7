from dataclasses import dataclass
from datetime import timedelta

import pytest

from cases.actions.opening import assign
from cases.models import Case, CaseRole
from organisation.access import acting_as
from organisation.models import Agency, AgencyKind, User
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_consent import agency_in
from tests.story_meetings import enrolled, fresh, told


@dataclass(frozen=True)
class Scene:
    """Lotta's case in SIG unga, enrolled ten days ago; police and school may know of meetings."""

    cast: Cast
    case: Case
    police: Agency
    school: Agency
    health: Agency  # on the contact list, and in no consent


@pytest.fixture
def scene(cast: Cast) -> Scene:
    case = open_case_for(cast.lotta, cast.hv)
    enrolled(case, today() - timedelta(days=10))
    police = agency_in(cast.hv, cast.lotta)
    school = agency_in(cast.hv, cast.lotta, AgencyKind.SCHOOL)
    health = agency_in(cast.hv, cast.lotta, AgencyKind.HEALTH)
    told(case, cast.lotta, police, school)
    return Scene(cast, fresh(case), police, school, health)


def put_on(scene: Scene, user: User) -> None:
    """Make ``user`` the coordinator of the case."""
    with acting_as(scene.cast.carin):
        assign(case=scene.case, user=user, kind=CaseRole.Kind.COORDINATOR, by=scene.cast.carin)
