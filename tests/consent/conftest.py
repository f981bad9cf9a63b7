from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import dj_database_url
import pytest
from django.conf import settings
from django.db import connection

from cases.models import Case
from organisation.models import Agency, AgencyKind
from tests.conftest import connect_as
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
    """A scene that other connections see too. The owner sweeps it away: the application can't."""
    with django_db_blocker.unblock():
        try:
            yield set_scene(hire())
        finally:
            _sweep()


def _sweep() -> None:
    app = dict(connection.settings_dict)
    connect_as(dj_database_url.parse(settings.DATABASE_OWNER_URL))
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_logentry disable trigger user")
        cursor.execute(
            "truncate audit_logentry, organisation_user, organisation_agency, cases_person cascade"
        )
        cursor.execute("alter table audit_logentry enable trigger user")
    connect_as(app)
