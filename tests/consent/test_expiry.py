"""R11: Min dag reminds thirty and fourteen days before a consent ends, until it is renewed."""

from datetime import timedelta

import pytest

from consent.models import InformationKind
from organisation.access import acting_as
from sig.lib.dates import today
from sig.worklist import sections
from sig.worklist.shapes import Row
from tests.consent.conftest import Scene
from tests.story_consent import a_row, consented


pytestmark = pytest.mark.django_db

Kind = InformationKind


def reminders(scene: Scene) -> list[Row]:
    with acting_as(scene.cast.lotta):
        rows = [row for part in sections(scene.cast.lotta, today()) for row in part.rows]
    return [row for row in rows if "Medgivandet till" in row.sentence]


def ends_in(scene: Scene, days: int, kinds: tuple = (Kind.PLAN,)) -> None:
    row = a_row(scene.school, kinds, end=today() + timedelta(days=days))
    consented(scene.case, scene.cast.lotta, row)


@pytest.mark.parametrize(
    ("days", "words"), [(31, None), (30, "Första"), (15, "Första"), (14, "Sista"), (0, "Sista")]
)
def test_r11_min_dag_reminds_in_two_stages(scene: Scene, days: int, words: str | None) -> None:
    """Planted: ``<`` for ``<=`` at 14, and a notice of 29 days."""
    ends_in(scene, days)
    found = [row.why.split()[0] for row in reminders(scene)]
    assert found == ([words] if words else [])


def test_r11_a_renewed_consent_is_not_reminded_of(scene: Scene) -> None:
    """Planted: ``renewed`` that asks for any later row of the recipient, whatever it covers."""
    ends_in(scene, 10, (Kind.PLAN, Kind.HEALTH))
    ends_in(scene, 200, (Kind.PLAN,))
    assert len(reminders(scene)) == 1
    ends_in(scene, 200, (Kind.PLAN, Kind.HEALTH))
    assert reminders(scene) == []
