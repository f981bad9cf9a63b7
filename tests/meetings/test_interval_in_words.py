"""How a case stands against its interval, in the sentences that the users read."""

from datetime import datetime, timedelta

import pytest

from cases.models import Case
from meetings.interval import State
from meetings.rules import (
    interval_ends_between,
    meeting_state,
    next_meeting,
    next_meetings,
    past_interval,
    proposed_day,
    sentences,
)
from organisation.access import acting_as
from organisation.models import MeetingType
from sig.lib.dates import STOCKHOLM, is_working_day, swedish, today
from tests.meetings.conftest import Scene
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_meetings import booked, enrolled, fresh, in_days


pytestmark = pytest.mark.django_db


def words(scene: Scene, days_ago: int) -> str:
    case = fresh(enrolled(scene.case, today() - timedelta(days=days_ago)))
    with acting_as(scene.cast.lotta):
        meeting = next_meeting(case)
        status = meeting_state(case, meeting.day if meeting else None)
        assert status is not None
        return " ".join(sentences(case, status, meeting))


def test_late(scene: Scene) -> None:
    assert words(scene, 33) == "Inget nätverksmöte på 33 dagar. Gränsen är 28."


def test_late_with_a_meeting_booked(scene: Scene) -> None:
    booked(scene.case, scene.cast.lotta, starts_at=in_days(4))
    day = swedish(today() + timedelta(days=4))
    assert words(scene, 33) == (
        f"Inget nätverksmöte på 33 dagar. Gränsen är 28. Bokat {day} kl. 14.30."
    )


def test_booked(scene: Scene) -> None:
    booked(scene.case, scene.cast.lotta, starts_at=in_days(4))
    assert words(scene, 10) == f"Bokat {swedish(today() + timedelta(days=4))} kl. 14.30."


def test_nothing_booked(scene: Scene) -> None:
    due = swedish(today() + timedelta(days=3))
    assert words(scene, 25) == f"3 dagar kvar. Inget möte bokat. Ska hållas senast {due}."


def test_the_due_day_itself(scene: Scene) -> None:
    due = swedish(today())
    assert words(scene, 28) == f"Sista dagen är i dag. Inget möte bokat. Ska hållas senast {due}."


def test_booked_too_late(scene: Scene) -> None:
    booked(scene.case, scene.cast.lotta, starts_at=in_days(9))
    day, due = (swedish(today() + timedelta(days=count)) for count in (9, 3))
    assert words(scene, 25) == (f"3 dagar kvar. Bokat {day} kl. 14.30. Ska hållas senast {due}.")


def test_young_adults_have_more_than_one_kind_of_meeting(cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv, programme="unga-vuxna", years=22)
    case = fresh(enrolled(case, today() - timedelta(days=36), 5))
    status = meeting_state(case, None)
    assert status is not None
    assert sentences(case, status, None) == ["Inget möte på 36 dagar.", "Gränsen är 35."]


def test_a_case_that_is_not_enrolled_has_no_state(cast: Cast) -> None:
    assert meeting_state(open_case_for(cast.lotta, cast.hv), None) is None


def test_a_meeting_of_a_kind_that_does_not_count_is_no_next_meeting(scene: Scene) -> None:
    booked(scene.case, scene.cast.lotta, kind=MeetingType.OFFICIALS)
    with acting_as(scene.cast.lotta):
        assert next_meeting(scene.case) is None


def test_an_evening_meeting_is_booked_for_its_day_in_stockholm(scene: Scene) -> None:
    """At half past midnight in Stockholm it is still the day before in UTC."""
    moment = in_days(5, 0, 30)
    meeting = booked(scene.case, scene.cast.lotta, starts_at=moment)
    assert meeting.day == today() + timedelta(days=5)


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_a_meeting_on_the_day_that_the_clocks_change_keeps_its_day(scene: Scene, day: str) -> None:
    moment = datetime.fromisoformat(f"{day}T00:30").replace(tzinfo=STOCKHOLM)
    meeting = booked(scene.case, scene.cast.lotta, starts_at=moment)
    assert meeting.day.isoformat() == day


def test_the_next_meetings_of_many_cases_cost_no_query_each(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    cases = []
    for name in ("Ada", "Bo", "Cleo"):
        case = open_case_for(cast.lotta, cast.hv, first_name=name)
        booked(case, cast.lotta)
        cases.append(fresh(case))
    with acting_as(cast.lotta), django_assert_max_num_queries(2):
        assert set(next_meetings(cases)) == {case.pk for case in cases}


@pytest.mark.parametrize("weeks", [4, 5])
@pytest.mark.parametrize("late", [-8, -7, -1, 0, 1, 40])
def test_list_and_state_agree(scene: Scene, weeks: int, late: int) -> None:
    """Planted: with ``lte`` in ``past_interval`` the due day itself was late."""
    case = fresh(enrolled(scene.case, today() - timedelta(days=7 * weeks + late), weeks))
    status = meeting_state(case, None)
    assert status is not None
    with acting_as(scene.cast.lotta):
        listed = past_interval(Case.objects.all(), today()).exists()
        week = today() + timedelta(days=7)
        soon = interval_ends_between(Case.objects.all(), today(), week).exists()
    assert listed == (status.state == State.OVERDUE) == (late > 0)
    assert soon == (-7 <= late <= 0)


def test_the_proposed_day_is_a_working_day_inside_the_interval(scene: Scene) -> None:
    for days_ago in (10, 11, 12, 13, 14, 15, 16):
        case = fresh(enrolled(scene.case, today() - timedelta(days=days_ago)))
        day = proposed_day(case, [])
        assert is_working_day(day)
        assert today() < day <= today() + timedelta(days=28 - days_ago)
