"""The meeting's page while it is held: activities, contributions and decisions typed in the room."""

from typing import Any

import pytest

from meetings.models import ActivityReview, Contribution, Meeting, MeetingDecision, Obstacle
from organisation.access import acting_as
from plans.models import Activity, Goal
from sig.lib.dates import today
from tests.meetings.conftest import Scene
from tests.meetings.test_meeting_pages import minutes_of, page, url
from tests.meetings.test_write_minutes_together import draft
from tests.story_cases import signed_in
from tests.story_meetings import booked, held, in_days, signed
from tests.story_minutes import NEXT, obstacle_at, revised
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db

ROW = "meetingdecision-0-"


@pytest.fixture
def meeting(scene: Scene) -> Meeting:
    active_plan(scene.cast.lotta, scene.case)
    return booked(scene.case, scene.cast.lotta, scene.police, scene.school)


def typed(scene: Scene, meeting: Meeting, **changes: Any) -> dict[str, Any]:
    """The whole page filled in: one activity not done, one contribution, one decision for a goal."""
    with acting_as(scene.cast.lotta):
        goal = Goal.objects.of(scene.case).get()
        activity = Activity.objects.of(scene.case).get()
    review, school = f"v{activity.pk.hex}", f"c{scene.school.pk}"
    return minutes_of(scene, meeting) | {
        f"{review}-outcome": "not_done",
        f"{review}-reason": "Skolan hade lov.",
        f"{school}-takes_on": "Ringer hem.",
        "practical": "Busskortet är ordnat.",
        "meetingdecision-TOTAL_FORMS": "2",
        f"{ROW}key": "7c0f0f4e-3f0e-4a8e-9f0a-0d8f7a1b2c3d",
        f"{ROW}version": "0",
        f"{ROW}what": "Boka studiebesök",
        f"{ROW}responsible": "Skolan",
        f"{ROW}due_on": NEXT.isoformat(),
        f"{ROW}goal": str(goal.pk),
        "meetingdecision-1-key": "8c0f0f4e-3f0e-4a8e-9f0a-0d8f7a1b2c3d",
        "meetingdecision-1-version": "0",
        **{
            name.replace("review", review).replace("school", school): changes[name]
            for name in changes
        },
    }


def test_what_is_said_in_the_room_is_saved_once_and_shown_next_time(
    scene: Scene, meeting: Meeting
) -> None:
    lotta, address = signed_in(scene.cast.lotta), url(scene, f"{meeting.pk}/")
    data = typed(scene, meeting)
    assert "Mötet är sparat som hållet." in page(lotta, address, data)
    page(lotta, address, data | {"version": "1"})
    with acting_as(scene.cast.lotta):
        assert MeetingDecision.objects.of(scene.case).get().goal is not None
        assert Contribution.objects.of(scene.case).get().takes_on == "Ringer hem."
        assert ActivityReview.objects.of(scene.case).get().reason == "Skolan hade lov."
    page(lotta, f"{address}skriv-under/", {})
    shown = page(lotta, address)
    assert "aktivitet i planen" in shown
    assert "Nästa möte är inte bokat" in shown
    assert f'value="{NEXT.isoformat()}"' in page(lotta, url(scene, "boka/"))
    second = booked(scene.case, scene.cast.lotta, starts_at=in_days(2))
    last = page(lotta, url(scene, f"{second.pk}/")).split("meeting-activity")[1]
    assert "Skolan hade lov." in last


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"review-reason": ""}, "Skriv varför det inte är gjort."),
        ({"review-outcome": "done", "review-reason": ""}, "Ange dagen då det gjordes."),
        ({"review-done_on": today().isoformat()}, "bara när aktiviteten är gjord"),
        ({"school-to_manager": "on"}, "Skriv hindret som ska till enhetschefen."),
        ({f"{ROW}what": ""}, "Skriv vad som ska göras."),
        ({f"{ROW}goal": "x"}, "Målet är inte med på mötet."),
        ({f"{ROW}due_on": "2026-09-31"}, "Datumet finns inte."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_be_is_refused_in_words(
    scene: Scene, meeting: Meeting, change: dict[str, Any], sentence: str
) -> None:
    data = typed(scene, meeting, **change)
    shown = page(signed_in(scene.cast.lotta), url(scene, f"{meeting.pk}/"), data)
    assert sentence in shown
    assert "Busskortet är ordnat." in shown
    with acting_as(scene.cast.lotta):
        assert not MeetingDecision.objects.of(scene.case).exists()


@pytest.mark.parametrize("field", ["has_done", "takes_on", "obstacle"])
def test_r35_what_an_actor_says_is_kept_short(scene: Scene, meeting: Meeting, field: str) -> None:
    data = typed(scene, meeting, **{f"school-{field}": "x" * 501})
    shown = page(signed_in(scene.cast.lotta), url(scene, f"{meeting.pk}/"), data)
    assert "500 tecken" in shown
    assert "Skriv inte namn på andra personer än den enskilde." in shown


def test_one_more_decision_is_added_with_and_without_a_script(
    scene: Scene, meeting: Meeting
) -> None:
    lotta, address = signed_in(scene.cast.lotta), url(scene, f"{meeting.pk}/")
    row = page(lotta, f"{address}beslut/2/")
    assert 'name="meetingdecision-2-what"' in row
    assert 'name="meetingdecision-TOTAL_FORMS" value="3"' in row
    assert lotta.get(f"{address}beslut/40/").status_code == 404
    longer = page(lotta, address, typed(scene, meeting, add_row="1"))
    assert 'name="meetingdecision-2-what"' in longer
    assert 'value="Boka studiebesök"' in longer
    with acting_as(scene.cast.lotta):
        assert not MeetingDecision.objects.of(scene.case).exists()


def test_half_typed_decisions_are_kept(scene: Scene, meeting: Meeting) -> None:
    lotta = signed_in(scene.cast.lotta)
    data = typed(scene, meeting, **{f"{ROW}due_on": "i morgon"})
    lotta.post(draft(scene, meeting.pk), data)
    shown = page(lotta, url(scene, f"{meeting.pk}/"))
    assert 'value="Boka studiebesök"' in shown
    assert "Ringer hem." in shown


def test_r36_the_manager_answers_on_a_page_of_its_own(scene: Scene, meeting: Meeting) -> None:
    held(meeting, scene.cast.lotta)
    revised(meeting, scene.cast.lotta, contributions=[obstacle_at(meeting, scene.police)])
    signed(meeting, scene.cast.lotta)
    with acting_as(scene.cast.carin):
        address = url(scene, f"hinder/{Obstacle.objects.get().pk}/")
    answer = {"contacted_on": today().isoformat(), "outcome": "Ny tid nästa vecka."}
    lotta, carin = signed_in(scene.cast.lotta), signed_in(scene.cast.carin)
    assert lotta.post(address, answer).status_code == 403
    assert "Väntar på enhetschefen" in page(lotta, url(scene, "hinder/"))
    assert "Ange dagen." in page(carin, address, answer | {"contacted_on": ""})
    assert "Ny tid nästa vecka." in page(carin, address, answer)
