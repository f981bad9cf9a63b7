from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from cases.models import Case
from organisation.models import Agency, AgencyKind
from tests.databases import committed_database
from tests.people import Cast, hire
from tests.stories import open_case_for
from tests.story_consent import agency_in


@dataclass(frozen=True)
class Scene:
    """Lotta's case of a sixteen-year-old, and two partners on the contact list."""

    cast: Cast
    case: Case
    police: Agency
    school: Agency


def set_scene(cast: Cast) -> Scene:
    return Scene(
        cast=cast,
        case=open_case_for(cast.lotta, cast.hv),
        police=agency_in(cast.hv, cast.lotta),
        school=agency_in(cast.hv, cast.lotta, AgencyKind.SCHOOL),
    )


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return set_scene(cast)


@pytest.fixture
def committed_scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """A scene that other connections see too, in a database of its own."""
    with committed_database(django_db_blocker):
        yield set_scene(hire())
