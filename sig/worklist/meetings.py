"""Meetings that are late, near, or not written up."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from cases.models import Case
from meetings.interval import Status
from meetings.models import Flag, Invitation, Meeting, Obstacle
from meetings.rules import days_since, interval_ends_between, meeting_state, past_interval
from organisation.access import districts_with
from organisation.models import AgencyKind, MeetingType, User
from organisation.roles import Permission
from sig.lib.dates import days, midnight, swedish, swedish_time, weekday
from sig.worklist.reach import first_of, in_my_hands, listed, of_case, opened
from sig.worklist.shapes import NEAR, Words


NOTIFY_MANAGER_AFTER = 7  # days late


def overdue(user: User, today: date) -> QuerySet[Case]:
    notified = Flag.objects.filter(
        case=OuterRef("pk"), occasion=OuterRef("interval_from"), manager_notified_at__isnull=False
    )
    return (
        past_interval(listed(user).enrolled(), today)
        .annotate(booked=_next_booked(user), notified=Exists(notified))
        .order_by("counts_from", "pk")
    )


def told_of_overdue(user: User, cases: QuerySet[Any]) -> QuerySet[Any]:
    """Those who call the meeting are told at once, the manager when the sweep says so (R30)."""
    managed = districts_with(user, Permission.DECIDE)
    return cases.filter(Q(notified=True) | ~Q(district_id__in=managed))


def unsigned(user: User, today: date) -> QuerySet[Case]:
    minutes = of_case(user, Meeting.objects.unsigned().filter(held_on__lt=today))
    return (
        opened(user)
        .filter(Exists(minutes))
        .annotate(held_on=first_of(minutes, "held_on"))
        .order_by("held_on", "pk")
    )


def due_soon(user: User, today: date) -> QuerySet[Case]:
    return (
        interval_ends_between(listed(user).enrolled(), today, today + NEAR)
        .annotate(booked=_next_booked(user))
        .filter(Q(booked__isnull=True) | Q(booked__date__gt=today + NEAR))
        .order_by("counts_from", "pk")
    )


def _next_booked(user: User) -> Subquery:
    return first_of(of_case(user, Meeting.objects.booked()), "starts_at")


def meeting_soon(user: User, today: date) -> QuerySet[Case]:
    first, end = midnight(today), midnight(today + NEAR + timedelta(days=1))
    booked = of_case(user, Meeting.objects.booked().filter(starts_at__gte=first, starts_at__lt=end))
    invited = of_case(
        user, Invitation.objects.standing().filter(meeting__status="booked")
    ).order_by()
    return (
        listed(user)
        .filter(Exists(booked))
        .annotate(
            booked=first_of(booked, "starts_at"),
            booked_kind=first_of(booked, "starts_at", "kind"),
            invited=Subquery(invited.values("case").annotate(n=Count("pk")).values("n")),
        )
        .order_by("booked", "pk")
    )


def _last_time(case: Case) -> str:
    assert case.interval_from is not None
    what = "Senast" if case.met_on else "Inskriven"
    return f"{what} {swedish(case.interval_from)}"


def _status(case: Case, today: date) -> Status:
    status = meeting_state(case, None, today)
    assert status is not None
    return status


def say_overdue(case: Any, today: date) -> Words:
    now = _status(case, today)
    booked = f"bokat {swedish(case.booked)}" if case.booked else "inget möte bokat"
    if case.notified:
        manager = "enhetschefen är meddelad"
    else:
        left = NOTIFY_MANAGER_AFTER - now.days_late
        manager = f"enhetschefen meddelas om {days(left)}" if left > 0 else "enhetschefen meddelas"
    return Words(
        tag=f"Försenat {days(now.days_late)}",
        tone="late",
        sentence=f"Inget möte på {days_since(now)}. Gränsen är {now.limit_days}.",
        why=f"{_last_time(case)} · {booked} · {manager}",
        action="Se mötet" if case.booked else "Boka möte",
        route="meetings:list" if case.booked else "meetings:book",
        needs=Permission.READ_CASE if case.booked else Permission.WORK_CASE,
    )


def say_unsigned(case: Any, today: date) -> Words:
    late = (today - case.held_on).days
    return Words(
        tag=f"Försenat {days(late)}",
        tone="late",
        sentence=f"Mötet den {swedish(case.held_on)} är hållet men inte påskrivet.",
        why="",
        action="Skriv klart",
        route="meetings:list",
    )


def say_due_soon(case: Any, today: date) -> Words:
    now = _status(case, today)
    left = f"{days(now.days_left)} kvar" if now.days_left else "Sista dagen i dag"
    booked = f"Bokat först {swedish(case.booked)}." if case.booked else "Inget möte bokat."
    return Words(
        tag=left,
        tone="soon",
        sentence=f"{booked} Ska hållas senast {swedish(now.due)}.",
        why=_last_time(case),
        action="Boka möte",
        route="meetings:book",
        needs=Permission.WORK_CASE,
    )


def say_meeting_soon(case: Any, today: date) -> Words:
    kind = MeetingType(case.booked_kind).label
    when = f"{weekday(case.booked)} {swedish(case.booked)} kl. {swedish_time(case.booked)}"
    called = f"{case.invited} kallade" if case.invited else "Ingen är kallad"
    return Words("Bokat", "ok", f"{kind} {when}.", called, "Förbered", "meetings:list")


# --- Obstacles at partners (R36) ------------------------------------------------------------------


def obstacle_waits(user: User, today: date) -> QuerySet[Case]:
    waiting = of_case(user, Obstacle.objects.waiting())
    return (
        in_my_hands(user)
        .filter(Exists(waiting))
        .annotate(
            raised_at=first_of(waiting, "raised_at"),
            partner=first_of(waiting, "raised_at", "contribution__agency__kind"),
        )
        .order_by("raised_at", "pk")
    )


def say_obstacle_waits(case: Any, today: date) -> Words:
    return Words(
        tag="Hinder",
        tone="soon",
        sentence="Ett hinder hos en samverkanspart väntar på din kontakt.",
        why=f"{AgencyKind(case.partner).label} · lämnat {swedish(case.raised_at)}",
        action="Se hindret",
        route="meetings:obstacles",
    )
