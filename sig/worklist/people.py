"""Who is on the case, who reads it in an emergency, and what they have to do."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from cases.models import Case, CaseRole, EmergencyAccess, Todo
from organisation.access import districts_with
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import days, swedish, swedish_time
from sig.worklist.reach import first_of, listed, of_case
from sig.worklist.shapes import NEAR, Press, Words


def alone(user: User, today: date) -> QuerySet[Case]:
    staff = CaseRole.objects.active().filter(case=OuterRef("pk")).order_by()
    people = staff.values("case").annotate(n=Count("user", distinct=True)).values("n")
    return (
        listed(user)
        .annotate(staff=Coalesce(Subquery(people), 0))
        .filter(staff__lt=2)
        .order_by("opened_on", "pk")
    )


def emergencies(user: User, today: date) -> QuerySet[Case]:
    """Cases that somebody reads, or has read, by emergency access that the manager hasn't seen."""
    opened = of_case(user, EmergencyAccess.objects.unread())
    latest = "-opened_at"
    return (
        Case.objects.readable(user)
        .filter(Exists(opened), district_id__in=districts_with(user, Permission.READ_LOG))
        .annotate(
            access=first_of(opened, latest, "pk"),
            reader_first=first_of(opened, latest, "user__first_name"),
            reader_last=first_of(opened, latest, "user__last_name"),
            ends_at=first_of(opened, latest, "ends_at"),
            ended_at=first_of(opened, latest, "ended_at"),
        )
        .order_by("-ends_at", "pk")
    )


def todo_late(user: User, today: date) -> QuerySet[Case]:
    return _todos(user, due_on__lt=today)


def todo_near(user: User, today: date) -> QuerySet[Case]:
    return _todos(user, due_on__range=(today, today + NEAR))


def _todos(user: User, **due: Any) -> QuerySet[Case]:
    """Cases that the user works in, closed ones too, with something to be done."""
    waiting = of_case(user, Todo.objects.waiting().for_worker(user).filter(**due))
    return (
        Case.objects.own(user)
        .filter(Exists(waiting))
        .annotate(
            todo=first_of(waiting, "due_on", "pk"),
            todo_sentence=first_of(waiting, "due_on", "sentence"),
            todo_due=first_of(waiting, "due_on"),
        )
        .order_by("todo_due", "pk")
    )


def say_alone(case: Any, today: date) -> Words:
    sentence = "Ärendet har bara en handläggare."
    if not case.staff:
        sentence = "Ärendet har ingen handläggare."
    return Words("Saknas", "plain", sentence, "", "Lägg till", "cases:staff")


def say_emergency(case: Any, today: date) -> Words:
    """Who reads, and until when. The reason stands on the page behind: it may tell too much here."""
    who = f"{case.reader_first} {case.reader_last}"
    keys = [case.pk, case.access]
    read = Press("Har läst", reverse("cases:emergency_read", args=keys))
    end = Press("Avsluta åtkomsten", reverse("cases:emergency_end", args=keys))
    going_on = case.ended_at is None and case.ends_at > timezone.now()
    day = "" if localdate(case.ends_at) == today else f"{swedish(case.ends_at)} "
    until = f"{day}kl. {swedish_time(case.ends_at)}"
    sentence = f"{who} läser ärendet med nödåtkomst till {until}."
    if not going_on:
        sentence = f"{who} har läst ärendet med nödåtkomst. Den är avslutad."
    return Words(
        tag="Nödåtkomst",
        tone="late" if going_on else "plain",
        sentence=sentence,
        why="Skälet står i ärendet under Logg, Nödåtkomster i stadsdelen.",
        presses=(end, read) if going_on else (read,),
    )


def say_todo_late(case: Any, today: date) -> Words:
    late = f"Försenat {days((today - case.todo_due).days)}"
    return _todo_words(case, late, "late", f"Skulle ha gjorts {swedish(case.todo_due)}")


def say_todo_near(case: Any, today: date) -> Words:
    due = "Ska göras i dag" if case.todo_due == today else f"Senast {swedish(case.todo_due)}"
    return _todo_words(case, "Att göra", "soon", due)


def _todo_words(case: Any, tag: str, tone: str, due: str) -> Words:
    """With the page that asks what came of it, and leads back to Min dag."""
    page = reverse("cases:todo_done", args=[case.pk, case.todo])
    return Words(
        tag=tag,
        tone=tone,
        sentence=case.todo_sentence,
        why=due,
        action="Avsluta",
        needs=Permission.WORK_CASE,
        url=f"{page}?fran=min-dag",
    )
