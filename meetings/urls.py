"""Mounted at the root: the meetings of a case, and those of all the user's cases."""

from django.urls import include, path

from meetings.views import calling, everywhere, minutes, overview, pausing, weekly


app_name = "meetings"

of_meeting = [
    path("", minutes.meeting, name="meeting"),
    path("skriv-under/", minutes.sign, name="sign"),
    path("minnesanteckningar/", minutes.minutes, name="minutes"),
    path("flytta/", calling.move, name="move"),
    path("stall-in/", calling.cancel, name="cancel"),
    path("tid.ics", calling.calendar, name="calendar"),
]

urlpatterns = [
    path("moten/", everywhere.all_meetings, name="all"),
    path("moten/veckan/", weekly.weekly, name="weekly"),
    path("arenden/<uuid:pk>/moten/", overview.meetings, name="list"),
    path("arenden/<uuid:pk>/moten/boka/", calling.book, name="book"),
    path("arenden/<uuid:pk>/moten/pausa/", pausing.pause, name="pause"),
    path("arenden/<uuid:pk>/moten/pauser/<uuid:pause_pk>/avsluta/", pausing.end, name="end_pause"),
    path("arenden/<uuid:pk>/moten/<uuid:meeting_pk>/", include(of_meeting)),
]
