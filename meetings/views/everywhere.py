"""The meetings of all the user's cases: what is late, what waits for its minutes, what comes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cases.access import logged_list
from cases.models import Case
from meetings.models import Meeting
from meetings.rules import meeting_state, next_meetings, past_interval, sentences
from meetings.views.printing import buttons, last_day
from organisation.access import districts_with
from organisation.models import User
from organisation.requests import StaffRequest
from organisation.roles import Permission
from sig.lib.dates import days, midnight, swedish, swedish_time, today, weekday


AHEAD = timedelta(days=14)
SHOWN = 50  # rows of each list; that there are more is said


@dataclass(frozen=True)
class Row:
    """One line, as components/worklist_row.html draws it. Initials only, and never the place."""

    case: Case
    openable: bool  # the user may see the row but perhaps not the case
    tag: str
    tone: str
    sentence: str
    why: str
    label: str
    route: str
    args: tuple[UUID, ...]
    is_new = False  # this page keeps no track of what its reader has seen

    @property
    def number(self) -> str:
        return self.case.number

    @property
    def initials(self) -> str:
        return self.case.person.initials

    @property
    def case_url(self) -> str:
        return reverse("case", args=[self.case.pk]) if self.openable else ""

    @property
    def action_label(self) -> str:
        return self.label

    @property
    def action_url(self) -> str:
        return reverse(self.route, args=self.args) if self.openable else ""


@require_GET
def all_meetings(request: StaffRequest) -> HttpResponse:
    """Möten: late, waiting for minutes, and the next fourteen days."""
    user, day = request.user, today()
    late = list(_late(user, day)[: SHOWN + 1])
    waiting = list(_booked(user).filter(starts_at__lt=midnight(day))[: SHOWN + 1])
    period = (midnight(day), midnight(day + AHEAD + timedelta(days=1)))
    coming = list(_booked(user).filter(starts_at__range=period)[: SHOWN + 1])
    openable = _logged_and_openable(user, [*late, *(one.case for one in [*waiting, *coming])])
    booked = next_meetings(late)
    context = {
        "late": [_late_row(case, booked.get(case.pk), openable) for case in late[:SHOWN]],
        "waiting": [_waiting_row(one, openable, day) for one in waiting[:SHOWN]],
        "coming": [_coming_row(one, openable) for one in coming[:SHOWN]],
        "more": any(len(rows) > SHOWN for rows in (late, waiting, coming)),
        "until": day + AHEAD,
        "printing": buttons(user, coming),
        "printed_until": last_day(),
        "leads": bool(districts_with(user, Permission.READ_CASES)),
    }
    return render(request, "meetings/all.html", context)


def _late(user: User, day: date) -> QuerySet[Case]:
    cases = past_interval(Case.objects.listed(user), day)
    return cases.select_related("person", "district", "programme").order_by("counts_from", "pk")


def _booked(user: User) -> QuerySet[Meeting]:
    meetings = Meeting.objects.booked().filter(case__in=Case.objects.listed(user).open())
    return meetings.select_related("case__person", "case__district").order_by("starts_at", "pk")


def _logged_and_openable(user: User, cases: Collection[Case]) -> set[UUID]:
    """Log the rows, and say which of their cases the user may open."""
    rows = {case.pk: case for case in cases}
    logged_list(user, rows.values())
    return set(Case.objects.readable(user).filter(pk__in=rows).values_list("pk", flat=True))


def _late_row(case: Case, booked: Meeting | None, openable: set[UUID]) -> Row:
    status = meeting_state(case, booked.day if booked else None)
    assert status is not None
    route = ("Se mötet", "meetings:list") if booked else ("Boka möte", "meetings:book")
    return Row(
        case,
        case.pk in openable,
        f"Försenat {days(status.days_late)}",
        "late",
        " ".join(sentences(case, status, booked)),
        "" if booked else "Inget möte bokat.",
        *route,
        (case.pk,),
    )


def _waiting_row(meeting: Meeting, openable: set[UUID], day: date) -> Row:
    return Row(
        meeting.case,
        meeting.case_id in openable,
        f"{days((day - meeting.day).days)} sedan",
        "soon",
        f"{meeting.get_kind_display()} {_when(meeting)}.",
        "Mötet är varken sparat som hållet eller inställt.",
        "Skriv",
        "meetings:meeting",
        (meeting.case_id, meeting.pk),
    )


def _coming_row(meeting: Meeting, openable: set[UUID]) -> Row:
    return Row(
        meeting.case,
        meeting.case_id in openable,
        "Bokat",
        "ok",
        f"{meeting.get_kind_display()} {_when(meeting)}.",
        "",
        "Förbered",
        "meetings:meeting",
        (meeting.case_id, meeting.pk),
    )


def _when(meeting: Meeting) -> str:
    at = meeting.starts_at
    return f"{weekday(at)} {swedish(at)} kl. {swedish_time(at)}"
