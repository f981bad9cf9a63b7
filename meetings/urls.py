"""Mounted at the root: the meetings of a case, and those of all the user's cases."""

from django.urls import include, path

from meetings.views import (
    calling,
    everywhere,
    group,
    minutes,
    obstacles,
    overview,
    pausing,
    printing,
    sharing,
    weekly,
)


app_name = "meetings"

of_meeting = [
    path("", minutes.meeting, name="meeting"),
    path("skriv-under/", minutes.sign, name="sign"),
    path("beslut/<int:number>/", minutes.decision_row, name="decision_row"),
    path("minnesanteckningar/", sharing.minutes, name="minutes"),
    path("dela-ut/", sharing.share, name="share"),
    path("dela-ut/<int:agency_pk>/", sharing.preview, name="preview"),
    path("exemplar/<int:number>/", sharing.copy, name="copy"),
    path("flytta/", calling.move, name="move"),
    path("stall-in/", calling.cancel, name="cancel"),
    path("tid.ics", calling.calendar, name="calendar"),
    path("kallelser/<uuid:invitation_pk>/", calling.invitation, name="invitation"),
]

of_group = [
    path("", group.group, name="group"),
    path("lagg-till/", group.join, name="join"),
    path("saknas/", group.missing, name="missing"),
    path("<uuid:member_pk>/avsluta/", group.leave, name="leave"),
]

urlpatterns = [
    path("moten/", everywhere.all_meetings, name="all"),
    path("moten/veckan/", weekly.weekly, name="weekly"),
    path("moten/planer/", printing.print_week, name="print_week"),
    path("arenden/<uuid:pk>/moten/", overview.meetings, name="list"),
    path("arenden/<uuid:pk>/moten/boka/", calling.book, name="book"),
    path("arenden/<uuid:pk>/moten/pausa/", pausing.pause, name="pause"),
    path("arenden/<uuid:pk>/moten/pauser/<uuid:pause_pk>/avsluta/", pausing.end, name="end_pause"),
    path("arenden/<uuid:pk>/moten/hinder/", obstacles.obstacles, name="obstacles"),
    path("arenden/<uuid:pk>/moten/hinder/<uuid:obstacle_pk>/", obstacles.obstacle, name="obstacle"),
    path("arenden/<uuid:pk>/moten/gruppen/", include(of_group)),
    path("arenden/<uuid:pk>/moten/<uuid:meeting_pk>/", include(of_meeting)),
]
