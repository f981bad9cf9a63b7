"""The time of a meeting as a calendar file."""

import uuid
from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from meetings.models import Meeting


LENGTH = timedelta(hours=1)  # the length isn't known; an hour keeps the time free


def calendar_file(meeting: Meeting) -> bytes:
    """The time of a meeting for a calendar, and nothing else (R40).

    Phones show and share what stands in calendars: so there is no place, no name, no kind of
    matter and nothing to recognise the meeting by, not even in the identifiers.
    """
    event = Event()
    event.add("uid", str(uuid.uuid4()))
    event.add("dtstamp", timezone.now())
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + LENGTH)
    event.add("summary", "Bokad tid")
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Kalender//SV")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
