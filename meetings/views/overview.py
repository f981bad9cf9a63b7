"""The meetings of one case: how it stands against its interval, what is booked, what has been."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.models import Case
from cases.pages import case_for, may_write
from meetings.interval import State
from meetings.models import IntervalPause, Meeting, MeetingStatus
from meetings.rules import (
    end_words,
    in_force,
    meeting_state,
    next_meeting,
    pause_words,
    sentences,
)
from meetings.views.group import group_of
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import today


STATE_TAGS = {
    State.BOOKED: ("Bokat", "ok"),
    State.NOT_BOOKED: ("Inget möte bokat", "soon"),
    State.OVERDUE: ("Försenat", "late"),
}

ORDINAL = {4: "fjärde", 5: "femte"}


@require_GET
def meetings(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The tab Möten."""
    case = case_for(request, pk, write=Permission.WORK_CASE)
    found = list(Meeting.objects.of(case).select_related("signed_by"))
    booked = [meeting for meeting in found if meeting.status == MeetingStatus.BOOKED]
    may_pause = case.is_enrolled and may_write(request, case, Permission.DECIDE)
    context = {
        "case": case,
        "interval": _interval(case),
        "booked": booked[::-1],
        "earlier": [meeting for meeting in found if meeting.status != MeetingStatus.BOOKED],
        "today": today(),
        "may_write": may_write(request, case, Permission.WORK_CASE),
        "may_pause": may_pause,
        "pauses": _pauses(case, may_pause),
        **group_of(request, case),
    }
    return render(request, "meetings/list.html", context)


def _interval(case: Case) -> dict[str, object] | None:
    booked = next_meeting(case)
    status = meeting_state(case, booked.day if booked else None)
    if status is None:
        return None
    text, tone = STATE_TAGS[status.state]
    if status.booked_late and status.state == State.NOT_BOOKED:
        text = "Bokat för sent"
    return {
        "tag": text,
        "tone": tone,
        "sentences": [*sentences(case, status, booked), *pause_words(case)],
        "weeks": ORDINAL[status.limit_days // 7],
        "since": case.interval_from,
        "met": case.met_on == case.interval_from,
    }


def _pauses(case: Case, may_end: bool) -> list[dict[str, object]]:
    """Every pause of the case with its people, latest first, and whether the user may end it."""
    pauses = IntervalPause.objects.of(case).select_related("decided_by", "ended_by")
    return [
        {
            "pk": pause.pk,
            "from_on": pause.from_on,
            "to_on": pause.to_on,
            "reason": pause.reason,
            "decided_by": pause.decided_by,
            "words": f"{end_words(pause)}.",
            "may_end": may_end and in_force(pause),
        }
        for pause in pauses
    ]
