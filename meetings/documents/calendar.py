"""The time of a meeting for a calendar."""

from django.utils import timezone
from icalendar import Calendar, Event

from meetings.models import Meeting, MeetingStatus
from meetings.rules import LENGTH


def calendar_file(meeting: Meeting) -> bytes:
    """The time of a meeting for a calendar, and nothing else (R40).

    Phones show and share what stands in calendars: so there is no place, no name, no kind of
    matter and nothing to recognise the meeting by. What the file is known by is drawn at random
    and is the same for everyone: a file fetched after a move takes the place of the former one,
    and one fetched after the meeting was cancelled cancels it.
    """
    cancelled = meeting.status == MeetingStatus.CANCELLED
    event = Event()
    event.add("uid", str(meeting.calendar_uid))
    event.add("dtstamp", timezone.now())
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + LENGTH)
    event.add("summary", "Bokad tid")
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("sequence", meeting.moves.count() + cancelled)
    calendar = Calendar()
    calendar.add("prodid", "-//Kalender//SV")
    calendar.add("version", "2.0")
    # RFC 5546 asks for an ORGANIZER beside every method, and that would tell who calls (R40). A
    # CANCEL is the organiser's word to those invited, and means nothing without one. PUBLISH
    # (§ 3.2.1) is a file that nobody answers, which may itself say CANCELLED: read as an import.
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
