"""R40: what reaches a calendar says nothing."""

import re

import pytest
from django.test import Client
from icalendar import Calendar

from meetings.documents import calendar_file
from organisation.access import acting_as
from tests.meetings.conftest import Scene
from tests.story_cases import signed_in
from tests.story_meetings import booked, in_days


pytestmark = pytest.mark.django_db

# The only words that a calendar file may hold, beside its figures.
ALLOWED = {
    *("BEGIN", "END", "VCALENDAR", "VEVENT", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART"),
    *("DTEND", "SUMMARY", "CLASS", "PRIVATE", "TZID", "Europe", "Stockholm"),
    *("Kalender", "SV", "Bokad", "tid", "T", "Z"),
}


def told(content: bytes) -> set[str]:
    """Every word in the file that isn't allowed, the random identifier left out."""
    unfolded = content.decode().replace("\r\n ", "")
    text = re.sub(r"^UID:[0-9a-f-]{36}\r?$", "UID:", unfolded, flags=re.M)
    return set(re.findall(r"[^\W\d_]+", text)) - ALLOWED


def test_r40_every_word_of_the_file_is_one_of_ours(scene: Scene) -> None:
    """Planted: the place of the meeting, and its kind in the summary."""
    meeting = booked(scene.case, scene.cast.lotta, place="Rum 4, Vällingby torg")
    assert told(calendar_file(meeting)) == set()


@pytest.mark.parametrize("canary", ["Kanariegatan", "Lotta", "nätverksmöte", "Hässelby", "SIG"])
def test_r40_a_planted_word_is_found(scene: Scene, canary: str) -> None:
    """Planted: place, staff, kind of matter and stadsdel, each put into the file."""
    meeting = booked(scene.case, scene.cast.lotta)
    leaking = calendar_file(meeting).replace(b"Bokad tid", f"Bokad tid {canary}".encode())
    assert told(leaking) == {canary}


def test_r40_nothing_recognises_the_meeting(scene: Scene) -> None:
    """No key of ours: two files of one meeting have nothing in common but the time.

    Planted: the meeting's own key.
    """
    meeting = booked(scene.case, scene.cast.lotta)
    first, second = (Calendar.from_ical(calendar_file(meeting)).walk("VEVENT") for _ in "ab")
    assert first[0]["uid"] != second[0]["uid"]
    assert str(meeting.pk) not in first[0]["uid"]


def test_the_time_is_right(scene: Scene) -> None:
    meeting = booked(scene.case, scene.cast.lotta, starts_at=in_days(3))
    event = Calendar.from_ical(calendar_file(meeting)).walk("VEVENT")[0]
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
