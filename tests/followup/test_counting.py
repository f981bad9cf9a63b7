"""How far the assessments of a stadsdel have come, counted by the night's job."""

from datetime import date

import pytest

from followup.counting import count_stadsdel
from followup.models import CompletenessCount, Progress
from followup.statistics.years import last_closed_year
from followup.tasks import count_in
from organisation.access import acting_in
from organisation.models import District
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_followup import assessed
from tests.story_meetings import enrolled
from tests.story_submissions import ended


pytestmark = pytest.mark.django_db


def enrol(cast: Cast, signed: int, *, closed: bool = False, year: int = 0) -> None:
    """A case in Hässelby-Vällingby that was enrolled in the last closed year, or in ``year``."""
    case = open_case_for(cast.lotta, cast.hv)
    enrolled(case, date(year or last_closed_year(today()), 6, 1))
    for _ in range(signed):
        assessed(case, cast.lotta)
    if closed:
        ended(case)


def counted(district: District) -> dict[str, int]:
    with acting_in(district):
        return dict(CompletenessCount.objects.values_list("progress", "count"))


def test_each_case_is_counted_by_how_far_its_assessments_have_come(cast: Cast) -> None:
    """Those enrolled in a year that isn't closed are left out. Planted: ``closed`` not asked."""
    enrol(cast, 2, closed=True)
    enrol(cast, 1, closed=True)
    enrol(cast, 1)
    enrol(cast, 0)
    enrol(cast, 0)
    enrol(cast, 0, year=last_closed_year(today()) + 1)
    for _ in range(2):  # the second run writes the same
        count_in(cast.hv.pk)
    expected = {Progress.BOTH: 1, Progress.FIRST: 1, Progress.UNDER_WAY: 1, Progress.NONE: 2}
    assert counted(cast.hv) == expected


def test_a_stadsdel_neither_counts_nor_sees_anothers(cast: Cast) -> None:
    enrol(cast, 0)
    count_stadsdel(cast.hv, today())
    count_stadsdel(cast.farsta, today())
    assert counted(cast.farsta) == {}
