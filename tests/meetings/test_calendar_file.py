"""R40: what reaches a calendar says nothing."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from meetings import actions
from meetings.documents import calendar_file
from meetings.models import Meeting
from organisation.access import acting_as
from tests.meetings.conftest import Scene
from tests.story_cases import signed_in
from tests.story_meetings import booked, in_days


pytestmark = pytest.mark.django_db

# The only words that a calendar file may hold, beside its figures.
ALLOWED = {
    *("BEGIN", "END", "VCALENDAR", "VEVENT", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART"),
    *("DTEND", "SUMMARY", "CLASS", "PRIVATE", "TZID", "Europe", "Stockholm"),
    *("Kalender", "SV", "Bokad", "tid", "T", "Z", "METHOD", "PUBLISH", "SEQUENCE"),
    *("STATUS", "CONFIRMED", "CANCELLED"),
}


def told(content: bytes) -> set[str]:
    """Every word in the file that isn't allowed, the random identifier left out."""
    unfolded = content.decode().replace("\r\n ", "")
    text = re.sub(r"^UID:[0-9a-f-]{36}\r?$", "UID:", unfolded, flags=re.M)
    return set(re.findall(r"[^\W\d_]+", text)) - ALLOWED


def test_r40_every_word_of_the_file_is_one_of_ours(scene: Scene) -> None:
    """Planted: the place of the meeting, and its kind in the summary."""
    meeting = booked(scene.case, scene.cast.lotta, place="Rum 4, Vällingby torg")
    with acting_as(scene.cast.lotta):
        assert told(calendar_file(meeting)) == set()


@pytest.mark.parametrize("canary", ["Kanariegatan", "Lotta", "nätverksmöte", "Hässelby", "SIG"])
def test_r40_a_planted_word_is_found(scene: Scene, canary: str) -> None:
    """Planted: place, staff, kind of matter and stadsdel, each put into the file."""
    meeting = booked(scene.case, scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        content = calendar_file(meeting)
    leaking = content.replace(b"Bokad tid", f"Bokad tid {canary}".encode())
    assert told(leaking) == {canary}


def event_of(meeting: Meeting) -> Any:
    [event] = Calendar.from_ical(calendar_file(meeting)).walk("VEVENT")
    return event


def test_r40_nothing_recognises_the_meeting(scene: Scene) -> None:
    """No key of ours: what the file is known by was drawn at random, for the file alone.

    Planted: the meeting's own key.
    """
    meeting = booked(scene.case, scene.cast.lotta, scene.police)
    with acting_as(scene.cast.lotta):
        uid = str(event_of(meeting)["uid"])
        keys = {meeting.pk, scene.case.pk, scene.case.person_id, meeting.called.get().pk}
    assert uuid.UUID(uid).version == 4
    assert uid not in {str(key) for key in keys}


def test_a_moved_meeting_takes_its_own_place_in_the_calendar(scene: Scene) -> None:
    """The same identifier and a higher number. Planted: an identifier drawn for each file."""
    meeting = booked(scene.case, scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        before = event_of(meeting)
        moved = actions.move(meeting=meeting, starts_at=in_days(3), by=scene.cast.lotta)
        after = event_of(moved)
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("dtstart") == in_days(3)
    assert after["status"] == "CONFIRMED"


def test_a_cancelled_meeting_is_cancelled_in_the_calendar(scene: Scene) -> None:
    """Planted: a number that counts the moves only, so that the cancelling came second to nothing."""
    meeting = booked(scene.case, scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        before = event_of(meeting)
        cancelled = actions.cancel(meeting=meeting, reason="Sjukdom", by=scene.cast.lotta)
        content, after = calendar_file(cancelled), event_of(cancelled)
    assert (after["uid"], after["status"]) == (before["uid"], "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert told(content) == set()


def test_the_time_is_right(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta, starts_at=in_days(3))
    with acting_as(scene.cast.lotta):
        event = event_of(meeting)
    assert event.decoded("dtstart") == in_days(3)
    assert str(event["summary"]) == "Bokad tid"


def test_r40_the_file_is_fetched_under_a_neutral_name(scene: Scene) -> None:
    """Planted: "SIG-mote.ics"."""
    meeting = booked(scene.case, scene.cast.lotta, place="Kanariegatan 1")
    client: Client = signed_in(scene.cast.lotta)
    with acting_as(scene.cast.lotta):
        url = f"/arenden/{scene.case.pk}/moten/{meeting.pk}/tid.ics"
    response = client.get(url)
    assert response.headers["Content-Disposition"] == 'attachment; filename="tid.ics"'
    assert response.headers["Content-Type"] == "text/calendar"
    assert told(response.content) == set()
