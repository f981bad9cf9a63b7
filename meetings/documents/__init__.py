"""What a meeting puts on paper or in a file."""

from meetings.documents.calendar import calendar_file
from meetings.documents.invitation import invitation_html, invitation_letter
from meetings.documents.minutes import (
    TITLE,
    Paper,
    minutes_html,
    minutes_pdf,
    recipient_copy,
    recipient_html,
)


__all__ = [
    "TITLE",
    "Paper",
    "calendar_file",
    "invitation_html",
    "invitation_letter",
    "minutes_html",
    "minutes_pdf",
    "recipient_copy",
    "recipient_html",
]
