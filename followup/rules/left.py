"""What is left open in a case that is about to end, each with the page where it is mended (R48)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case, Todo
from consent.models import ConsentRow, PoliceRequest
from followup.models import Assessment
from meetings.goals import open_goals
from meetings.models import Meeting, MeetingStatus
from plans.models import Plan
from sig.lib.dates import swedish, today


@dataclass(frozen=True)
class Left:
    """One thing that is still open, what the discharge does with it, and where it is mended."""

    sentence: str
    effect: str
    url: str


def left_open(case: Case) -> list[Left]:
    """Everything that is open. The manager sees it before deciding; none of it stops the end."""
    tellers = (_meetings, _plan, _todos, _consents, _police, _assessment)
    return [left for tell in tellers for left in tell(case)]


def _meetings(case: Case) -> Iterator[Left]:
    for meeting in Meeting.objects.of(case).booked().order_by("starts_at"):
        url = reverse("meetings:meeting", args=[case.pk, meeting.pk])
        booked = f"{meeting.get_kind_display()} är bokat {swedish(meeting.starts_at)}."
        yield Left(booked, "Ställs in.", url)
    held = Meeting.objects.of(case).filter(status=MeetingStatus.HELD, signed_at__isnull=True)
    for meeting in held.order_by("held_on"):
        url = reverse("meetings:meeting", args=[case.pk, meeting.pk])
        day = swedish(meeting.day)
        yield Left(f"Anteckningarna från {day} är inte påskrivna.", "Skriv på dem först.", url)


def _plan(case: Case) -> Iterator[Left]:
    url = reverse("plans:plan", args=[case.pk])
    for goal in open_goals(case):
        status = goal.get_status_display().lower()
        yield Left(f"Målet ”{goal.text}” är öppet: {status}.", "Planen avslutas.", url)
    if draft := Plan.objects.of(case).draft().first():
        yield Left(f"Version {draft.number} av planen är ett utkast.", "Blir inte gällande.", url)


def _todos(case: Case) -> Iterator[Left]:
    url = reverse("cases:todos", args=[case.pk])
    for todo in Todo.objects.of(case).waiting():
        yield Left(todo.sentence, "Står kvar att göra.", url)


def _consents(case: Case) -> Iterator[Left]:
    url = reverse("consent:list", args=[case.pk])
    for row in ConsentRow.objects.of(case).standing(today()).select_related("agency"):
        until = swedish(row.valid_to, year=True)
        yield Left(f"Medgivandet till {row.agency} gäller till {until}.", "Stängs.", url)


def _police(case: Case) -> Iterator[Left]:
    url = reverse("consent:police", args=[case.pk])
    for asked in PoliceRequest.objects.of(case).waiting():
        day = swedish(asked.asked_on)
        yield Left(f"Polisen har inte svarat på frågan från {day}.", "Begäran stoppas.", url)


def _assessment(case: Case) -> Iterator[Left]:
    draft = Assessment.objects.of(case).draft().first()
    if draft:
        url = reverse("followup:assessment", args=[case.pk])
        yield Left(f"Bedömning {draft.number} (3.4) är ett utkast.", "Skriv på den först.", url)
