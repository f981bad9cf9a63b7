"""What a meeting puts on paper or in a file."""

from meetings.documents.calendar import calendar_file
from meetings.documents.invitation import invitation_html, invitation_letter


__all__ = ["calendar_file", "invitation_html", "invitation_letter"]
