"""A decision that waits stands on the manager's Min dag, and after three days as late."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Decision
from organisation.access import acting_as
from sig.lib.dates import today
from sig.worklist import late_count, sections
from sig.worklist.shapes import Group
from tests.people import Cast
from tests.stories import submitted_case


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("waited", "group", "sentence"),
    [
        (0, Group.DECISIONS, "Förslag till inskrivning väntar sedan"),
        (2, Group.DECISIONS, "Förslag till inskrivning väntar sedan"),
        (3, Group.LATE, "Förslaget har väntat 3 dagar. Gränsen är 3."),
        (5, Group.LATE, "Förslaget har väntat 5 dagar. Gränsen är 3."),
    ],
)
def test_a_decision_that_has_waited_three_days_is_late(
    cast: Cast, waited: int, group: Group, sentence: str
) -> None:
    """Planted: with ``DECIDE_WITHIN`` in place of one less the third day isn't late."""
    case = submitted_case(cast)
    with acting_as(cast.carin):
        handed_over = timezone.now() - timedelta(days=waited)
        Decision.objects.of(case).update(submitted_at=handed_over)
        rows = {
            (section.group, row.sentence)
            for section in sections(cast.carin, today())
            for row in section.rows
            if "örslag" in row.sentence
        }
        assert [(found, words.startswith(sentence)) for found, words in rows] == [(group, True)]
        assert late_count(cast.carin, today()) == (group is Group.LATE)


def test_those_who_do_not_decide_are_not_told_that_it_is_late(cast: Cast) -> None:
    case = submitted_case(cast)
    with acting_as(cast.carin):
        Decision.objects.of(case).update(submitted_at=timezone.now() - timedelta(days=9))
    for user in (cast.lotta, cast.sam, cast.ulla):
        with acting_as(user):
            assert late_count(user, today()) == 0
