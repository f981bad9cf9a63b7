"""The work list: what is late or waiting, one table of watches, each with the one thing to do about it.

A watch is a query and a sentence. Counter and list come from the same query, so they can't differ.
Initials only: no full name stands on a start page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from cases.access import logged_list
from cases.models import (
    Case,
    CaseQuerySet,
    CaseRole,
    Decision,
    DecisionStatus,
    Step,
    ThreatAssessment,
)
from consent.models import ConsentRow, PoliceRequest
from followup.models import Transfer
from meetings.interval import status
from meetings.models import Flag, Invitation, Meeting
from meetings.rules import interval_ends_between, past_interval
from organisation.access import districts_of, districts_with
from organisation.models import MeetingType, User
from organisation.roles import Permission
from sig.lib.dates import STOCKHOLM, days, swedish, swedish_time, weekday


SHOWN = 50  # rows of one watch; more are counted as "50+"
NEAR = timedelta(days=7)
CONSENT_NOTICE = timedelta(days=30)  # R11
NOTIFY_MANAGER_AFTER = 7  # days late


class Group(Enum):
    """The parts of Min dag, in the order that they stand."""

    LATE = "Försenat"
    DECISIONS = "Väntar på mitt beslut"
    NEAR = "De närmaste sju dagarna"
    WAITING = "Saknas eller väntar"


@dataclass(frozen=True)
class Row:
    """One line of the work list, in words."""

    number: str
    initials: str
    case_url: str  # empty when the user may see the row but not the case
    tag: str
    tone: str
    sentence: str
    why: str = ""
    action_label: str = ""
    action_url: str = ""


@dataclass(frozen=True)
class Words:
    """What a watch says of a case, and the page where it is mended."""

    tag: str
    tone: str
    sentence: str
    why: str
    action: str
    route: str


@dataclass(frozen=True)
class Watch:
    """``find`` the cases for a user and a day, ``say`` what is wrong with one of them."""

    group: Group
    find: Callable[[User, date], QuerySet[Case]]
    say: Callable[[Any, date], Words]
    permission: Permission = Permission.READ_CASE

    def cases(self, user: User, today: date) -> QuerySet[Case]:
        return self.find(user, today).select_related("person", "district")


@dataclass(frozen=True)
class Section:
    """A group with its rows and their number."""

    group: Group
    rows: list[Row]
    more: bool

    @property
    def count(self) -> str:
        words = "ärende" if len(self.rows) == 1 else "ärenden"
        return f"{len(self.rows)}{'+' if self.more else ''} {words}"

    @property
    def slug(self) -> str:
        return self.group.name.lower()


# --- The queries -----------------------------------------------------------------------------------


def _listed(user: User) -> CaseQuerySet:
    return Case.objects.listed(user).open()


def _in_my_hands(user: User) -> QuerySet[Case]:
    """Open cases that the user decides in."""
    return (
        Case.objects.readable(user)
        .open()
        .filter(district_id__in=districts_with(user, Permission.DECIDE))
    )


def _of(user: User, records: QuerySet) -> QuerySet:
    """Those of ``records`` that belong to the case at hand.

    The stadsdelar stand there as literals too: with ``Exists`` the database then starts from the
    few records of one stadsdel, where a subquery compared in a filter is run for each open case.
    """
    return records.filter(case=OuterRef("pk"), district_id__in=districts_of(user))


def _first(records: QuerySet, key: str, value: str = "") -> Subquery:
    """``value`` (or the key itself) of the first of the case's records, for showing."""
    return Subquery(records.order_by(key).values(value or key)[:1])


def _next_booked(user: User) -> Subquery:
    return _first(_of(user, Meeting.objects.booked()), "starts_at")


def _midnight(day: date) -> datetime:
    """When the day begins in Stockholm."""
    return datetime.combine(day, time.min, STOCKHOLM)


def overdue(user: User, today: date) -> QuerySet[Case]:
    notified = Flag.objects.filter(
        case=OuterRef("pk"), occasion=OuterRef("interval_from"), manager_notified_at__isnull=False
    )
    return (
        past_interval(_listed(user).enrolled(), today)
        .annotate(booked=_next_booked(user), notified=Exists(notified))
        .order_by("interval_from", "pk")
    )


def unsigned(user: User, today: date) -> QuerySet[Case]:
    minutes = _of(user, Meeting.objects.unsigned().filter(held_on__lt=today))
    return (
        _listed(user)
        .filter(Exists(minutes))
        .annotate(held_on=_first(minutes, "held_on"))
        .order_by("held_on", "pk")
    )


def due_soon(user: User, today: date) -> QuerySet[Case]:
    return (
        interval_ends_between(_listed(user).enrolled(), today, today + NEAR)
        .annotate(booked=_next_booked(user))
        .filter(Q(booked__isnull=True) | Q(booked__date__gt=today + NEAR))
        .order_by("interval_from", "pk")
    )


def meeting_soon(user: User, today: date) -> QuerySet[Case]:
    first, end = _midnight(today), _midnight(today + NEAR + timedelta(days=1))
    booked = _of(user, Meeting.objects.booked().filter(starts_at__gte=first, starts_at__lt=end))
    invited = _of(user, Invitation.objects.filter(meeting__status="booked")).order_by()
    return (
        _listed(user)
        .filter(Exists(booked))
        .annotate(
            booked=_first(booked, "starts_at"),
            booked_kind=_first(booked, "starts_at", "kind"),
            invited=Subquery(invited.values("case").annotate(n=Count("pk")).values("n")),
        )
        .order_by("booked", "pk")
    )


def decision_waits(user: User, today: date) -> QuerySet[Case]:
    submitted = _of(user, Decision.objects.filter(status=DecisionStatus.SUBMITTED))
    return (
        _in_my_hands(user)
        .filter(step=Step.DECISION)
        .annotate(submitted_at=_first(submitted, "submitted_at"))
        .order_by("submitted_at", "pk")
    )


def measures_wait(user: User, today: date) -> QuerySet[Case]:
    signed = ThreatAssessment.objects.filter(signed_at__isnull=False, decision__isnull=True)
    undecided = _of(user, signed)
    return (
        _in_my_hands(user)
        .filter(Exists(undecided))
        .annotate(assessed_at=_first(undecided, "signed_at"))
        .order_by("assessed_at", "pk")
    )


def received_elsewhere(user: User, today: date) -> QuerySet[Case]:
    received = _of(user, Transfer.objects.accepted())
    return (
        _in_my_hands(user)
        .filter(Exists(received))
        .annotate(receiver=_first(received, "answered_at", "receiver__name"))
        .order_by("opened_on", "pk")
    )


def returned(user: User, today: date) -> QuerySet[Case]:
    given_back = _of(user, Decision.objects.filter(status=DecisionStatus.RETURNED))
    return Case.objects.own(user).open().filter(Exists(given_back)).order_by("opened_on", "pk")


def police_silent(user: User, today: date) -> QuerySet[Case]:
    asked = _of(user, PoliceRequest.objects.unanswered().filter(asked_on__lt=today))
    return (
        _listed(user)
        .filter(Exists(asked))
        .annotate(asked_on=_first(asked, "asked_on"))
        .order_by("asked_on", "pk")
    )


def consent_ends(user: User, today: date) -> QuerySet[Case]:
    soon = (today, today + CONSENT_NOTICE)
    ending = _of(user, ConsentRow.objects.filter(withdrawn_at__isnull=True, valid_to__range=soon))
    return (
        _listed(user)
        .filter(Exists(ending))
        .annotate(
            ends_on=_first(ending, "valid_to"),
            recipient=_first(ending, "valid_to", "agency__name"),
        )
        .order_by("ends_on", "pk")
    )


def alone(user: User, today: date) -> QuerySet[Case]:
    staff = CaseRole.objects.active().filter(case=OuterRef("pk")).order_by()
    people = staff.values("case").annotate(n=Count("user", distinct=True)).values("n")
    return (
        _listed(user)
        .annotate(staff=Coalesce(Subquery(people), 0))
        .filter(staff__lt=2)
        .order_by("opened_on", "pk")
    )


# --- The words -------------------------------------------------------------------------------------


def _last_time(case: Case) -> str:
    assert case.interval_from is not None
    what = "Senast" if case.met_on else "Inskriven"
    return f"{what} {swedish(case.interval_from)}"


def say_overdue(case: Any, today: date) -> Words:
    now = status(case.interval_from, case.interval_weeks, today)
    booked = f"bokat {swedish(case.booked)}" if case.booked else "inget möte bokat"
    if case.notified:
        manager = "enhetschefen är meddelad"
    else:
        left = NOTIFY_MANAGER_AFTER - now.days_late
        manager = f"enhetschefen meddelas om {days(left)}" if left > 0 else "enhetschefen meddelas"
    return Words(
        tag=f"Försenat {days(now.days_late)}",
        tone="late",
        sentence=f"Inget möte på {days(now.days_since)}. Gränsen är {now.limit_days}.",
        why=f"{_last_time(case)} · {booked} · {manager}",
        action="Se mötet" if case.booked else "Boka möte",
        route="meetings:list" if case.booked else "meetings:book",
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
    now = status(case.interval_from, case.interval_weeks, today)
    assert now.due is not None
    left = f"{days(now.days_left)} kvar" if now.days_left else "Sista dagen i dag"
    booked = f"Bokat först {swedish(case.booked)}." if case.booked else "Inget möte bokat."
    return Words(
        tag=left,
        tone="soon",
        sentence=f"{booked} Ska hållas senast {swedish(now.due)}.",
        why=_last_time(case),
        action="Boka möte",
        route="meetings:book",
    )


def say_meeting_soon(case: Any, today: date) -> Words:
    kind = MeetingType(case.booked_kind).label
    when = f"{weekday(case.booked)} {swedish(case.booked)} kl. {swedish_time(case.booked)}"
    called = f"{case.invited} kallade" if case.invited else "Ingen är kallad"
    return Words("Bokat", "ok", f"{kind} {when}.", called, "Förbered", "meetings:list")


def say_decision_waits(case: Any, today: date) -> Words:
    since = swedish(case.submitted_at) if case.submitted_at else "i dag"
    return Words(
        tag="Beslut",
        tone="soon",
        sentence=f"Förslag till inskrivning väntar sedan {since}.",
        why="",
        action="Gå till beslutet",
        route="cases:decision",
    )


def say_measures_wait(case: Any, today: date) -> Words:
    return Words(
        tag="Hotbild",
        tone="late",
        sentence="Hotbildsbedömningen väntar på beslut om åtgärder.",
        why=f"Påskriven {swedish(case.assessed_at)}",
        action="Besluta",
        route="cases:threat",
    )


def say_received_elsewhere(case: Any, today: date) -> Words:
    sentence = f"{case.receiver} har tagit emot överlämnandet. Ärendet kan avslutas här."
    return Words("Överlämnat", "ok", sentence, "", "Avsluta ärendet", "followup:transfer")


def say_returned(case: Any, today: date) -> Words:
    sentence = "Chefen har lämnat tillbaka förslaget till beslut."
    return Words("Återlämnat", "soon", sentence, "", "Läs skälet", "cases:decision")


def say_police_silent(case: Any, today: date) -> Words:
    waited = days((today - case.asked_on).days)
    sentence = f"Polisen har inte svarat på {waited}."
    asked = f"Begärd {swedish(case.asked_on)}"
    return Words("Väntar", "plain", sentence, asked, "Se begäran", "consent:police")


def say_consent_ends(case: Any, today: date) -> Words:
    return Words(
        tag=f"{days((case.ends_on - today).days)} kvar",
        tone="soon",
        sentence=f"Medgivandet till {case.recipient} slutar {swedish(case.ends_on)}.",
        why="",
        action="Förnya",
        route="consent:list",
    )


def say_alone(case: Any, today: date) -> Words:
    sentence = "Ärendet har bara en handläggare."
    if not case.staff:
        sentence = "Ärendet har ingen handläggare."
    return Words("Saknas", "plain", sentence, "", "Lägg till", "cases:staff")


WATCHES = (
    Watch(Group.LATE, overdue, say_overdue),
    Watch(Group.LATE, unsigned, say_unsigned),
    Watch(Group.DECISIONS, decision_waits, say_decision_waits, Permission.DECIDE),
    Watch(Group.DECISIONS, measures_wait, say_measures_wait, Permission.DECIDE),
    Watch(Group.DECISIONS, received_elsewhere, say_received_elsewhere, Permission.DECIDE),
    Watch(Group.NEAR, due_soon, say_due_soon),
    Watch(Group.NEAR, meeting_soon, say_meeting_soon),
    Watch(Group.WAITING, returned, say_returned, Permission.INVESTIGATE),
    Watch(Group.WAITING, police_silent, say_police_silent),
    Watch(Group.WAITING, consent_ends, say_consent_ends),
    Watch(Group.WAITING, alone, say_alone),
)


def sections(user: User, today: date) -> list[Section]:
    """Min dag: every group that the user's roles have a watch in, with its rows in order."""
    watches = [watch for watch in WATCHES if districts_with(user, watch.permission)]
    found = [(watch, list(watch.cases(user, today)[: SHOWN + 1])) for watch in watches]
    openable = _openable(user, [case for _, cases in found for case in cases])
    logged_list(user, {case.pk: case for _, cases in found for case in cases}.values())
    return [
        _section(group, [pair for pair in found if pair[0].group is group], openable, today)
        for group in Group
        if any(watch.group is group for watch in watches)
    ]


def late_count(user: User, today: date) -> int:
    """How many rows Min dag has under Försenat, at most 50 of each kind: the figure in the menu."""
    late = [watch for watch in WATCHES if watch.group is Group.LATE]
    return sum(watch.find(user, today)[:SHOWN].count() for watch in late)


def _openable(user: User, cases: Iterable[Case]) -> set[object]:
    pks = {case.pk for case in cases}
    if not pks:
        return set()
    return set(Case.objects.readable(user).filter(pk__in=pks).values_list("pk", flat=True))


def _section(
    group: Group,
    found: list[tuple[Watch, list[Case]]],
    openable: set[object],
    today: date,
) -> Section:
    rows = [
        _row(case, watch.say(case, today), case.pk in openable)
        for watch, cases in found
        for case in cases[:SHOWN]
    ]
    return Section(group, rows, more=any(len(cases) > SHOWN for _, cases in found))


def _row(case: Case, words: Words, openable: bool) -> Row:
    return Row(
        number=case.number,
        initials=case.person.initials,
        case_url=reverse("case", args=[case.pk]) if openable else "",
        tag=words.tag,
        tone=words.tone,
        sentence=words.sentence,
        why=words.why,
        action_label=words.action,
        action_url=reverse(words.route, args=[case.pk]) if openable else "",
    )
