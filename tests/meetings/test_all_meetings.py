"""Möten: the meetings of all the user's cases, and whom the list shows what."""

from datetime import timedelta
from typing import Any

import pytest

from audit.models import LogEntry
from meetings.models import Meeting
from organisation.access import acting_as
from sig.lib.dates import swedish, today
from tests.meetings.conftest import Scene, put_on
from tests.meetings.test_meeting_pages import page, url
from tests.stories import open_case_for
from tests.story_cases import signed_in
from tests.story_meetings import booked, enrolled, in_days
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db


def test_moten_shows_late_waiting_and_coming_with_initials_only(scene: Scene) -> None:
    enrolled(scene.case, today() - timedelta(days=33))
    booked(scene.case, scene.cast.lotta, starts_at=in_days(4), place="Hemliga gatan")
    stale = booked(scene.case, scene.cast.lotta, starts_at=in_days(6))
    with acting_as(scene.cast.lotta):
        Meeting.objects.filter(pk=stale.pk).update(starts_at=in_days(-2))
    shown = page(signed_in(scene.cast.lotta), "/moten/")
    assert "Försenat 5 dagar" in shown
    assert "Mötet är varken sparat som hållet eller inställt." in shown
    assert f"{swedish(today() + timedelta(days=4))} kl. 14.30." in shown
    assert "J.E." in shown
    for hidden in ("Ekexempel", "Jonatan", "Hemliga gatan"):
        assert hidden not in shown


def test_moten_ends_after_fourteen_days(scene: Scene) -> None:
    booked(scene.case, scene.cast.lotta, starts_at=in_days(14, 23, 30))
    booked(scene.case, scene.cast.lotta, starts_at=in_days(15, 0, 30))
    shown = page(signed_in(scene.cast.lotta), "/moten/")
    assert shown.count(">Förbered<") == 1


@pytest.mark.parametrize("name", ["lars", "farah", "frank", "uno", "sara", "fred"])
def test_moten_shows_nobody_else_the_case(scene: Scene, name: str) -> None:
    enrolled(scene.case, today() - timedelta(days=33))
    booked(scene.case, scene.cast.lotta)
    shown = page(signed_in(scene.cast.everybody[name]), "/moten/")
    assert scene.case.number not in shown


def test_a_coordinator_sees_the_row_but_no_way_in_until_put_on_the_case(scene: Scene) -> None:
    booked(scene.case, scene.cast.lotta)
    sam = signed_in(scene.cast.sam)
    shown = page(sam, "/moten/")
    assert scene.case.number in shown
    assert str(scene.case.pk) not in shown
    put_on(scene, scene.cast.sam)
    assert str(scene.case.pk) in page(sam, "/moten/")


def test_the_rows_are_logged(scene: Scene) -> None:
    booked(scene.case, scene.cast.lotta)
    page(signed_in(scene.cast.lotta), "/moten/")
    with acting_as(scene.cast.carin):
        assert LogEntry.objects.filter(event="case.listed", case=scene.case.pk).exists()


def test_no_page_costs_a_query_for_each_row(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    active_plan(scene.cast.lotta, scene.case)
    for number in range(1, 7):
        case = open_case_for(scene.cast.lotta, scene.cast.hv, first_name=f"Kim{number}")
        enrolled(case, today() - timedelta(days=33))
        booked(scene.case, scene.cast.lotta, starts_at=in_days(number))
    meeting = booked(scene.case, scene.cast.lotta, scene.police, scene.school, starts_at=in_days(9))
    lotta = signed_in(scene.cast.lotta)
    for address, most in (
        ("/moten/", 30),
        (url(scene), 40),
        (url(scene, f"{meeting.pk}/"), 48),
    ):
        with django_assert_max_num_queries(most):
            page(lotta, address)
