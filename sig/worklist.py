"""The work list: what is late or waiting, one table of watches, each with the one thing to do about it.

A watch is a query and a sentence. Counter and list come from the same query, so they can't differ.
Initials only: no full name stands on a start page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from django.db.models import Count, DateField, Exists, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from cases.access import logged_list
from cases.clocks import INQUIRY, PRELIMINARY, in_words, preliminary_due
from cases.deadlines import INQUIRING
from cases.models import (
    ADULT,
    Case,
    CaseQuerySet,
    CaseRole,
    Decision,
    DecisionStatus,
    EmergencyAccess,
    InquiryExtension,
    PreliminaryAssessment,
    ProtectionAssessment,
    Referral,
    Step,
    ThreatAssessment,
    Todo,
    is_childs,
)
from consent.models import ConsentGiver, ConsentRow, Ground, PoliceRequest
from followup.models import Transfer
from meetings.interval import status
from meetings.models import Flag, Invitation, Meeting
from meetings.rules import interval_ends_between, past_interval
from organisation.access import districts_of, districts_with, may
from organisation.models import MeetingType, User
from organisation.roles import Permission
from sig.lib.dates import STOCKHOLM, days, latest_birth_date, swedish, swedish_time, weekday


SHOWN = 50  # rows of one watch; more are counted as "50+"
NEAR = timedelta(days=7)
CONSENT_NOTICE = timedelta(days=30)  # R11: the first reminder …
CONSENT_LAST_NOTICE = timedelta(days=14)  # … and the second
NOTIFY_MANAGER_AFTER = 7  # days late
DECIDE_WITHIN = 3  # days from the day that the draft was handed over
READ_THREAT_WITHIN = timedelta(hours=24)  # R37


class MonthsAfter(Func):
    """The last day of a child's inquiry, as ``cases.clocks.inquiry_due`` counts it, in a query."""

    template = f"(%(expressions)s + interval '{INQUIRY} months')::date"
    arity = 1
    output_field = DateField()


class Group(Enum):
    """The parts of Min dag, in the order that they stand."""

    LATE = "Försenat"
    DECISIONS = "Väntar på mitt beslut"
    NEAR = "De närmaste sju dagarna"
    WAITING = "Saknas eller väntar"


@dataclass(frozen=True)
class Press:
    """A button on the row itself: one press, no page between."""

    label: str
    url: str


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
    presses: tuple[Press, ...] = ()


@dataclass(frozen=True)
class Words:
    """What a watch says of a case, and the page where it is mended."""

    tag: str
    tone: str
    sentence: str
    why: str
    action: str = ""
    route: str = ""
    presses: tuple[Press, ...] = ()


@dataclass(frozen=True)
class Watch:
    """``find`` the cases for a user and a day, ``say`` what is wrong with one of them."""

    group: Group
    find: Callable[[User, date], QuerySet[Case]]
    say: Callable[[Any, date], Words]
    permission: Permission = Permission.READ_CASE
    # What opens the page of the action to one who sees the row but not the case.
    from_row: Permission | None = None

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
    invited = _of(user, Invitation.objects.standing().filter(meeting__status="booked")).order_by()
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


def _undecided(user: User, **handed_over: datetime) -> QuerySet[Case]:
    submitted = _of(user, Decision.objects.filter(status=DecisionStatus.SUBMITTED))
    return (
        _in_my_hands(user)
        .filter(step=Step.DECISION)
        .annotate(submitted_at=_first(submitted, "submitted_at"))
        .filter(**handed_over)
        .order_by("submitted_at", "pk")
    )


def _decide_since(today: date) -> datetime:
    """Whatever was handed over before this has waited too long."""
    return _midnight(today - timedelta(days=DECIDE_WITHIN - 1))


def decision_late(user: User, today: date) -> QuerySet[Case]:
    return _undecided(user, submitted_at__lt=_decide_since(today))


def decision_waits(user: User, today: date) -> QuerySet[Case]:
    return _undecided(user, submitted_at__gte=_decide_since(today))


def measures_wait(user: User, today: date) -> QuerySet[Case]:
    undecided = _of(user, _latest_threats().filter(decision__isnull=True))
    return (
        _in_my_hands(user)
        .filter(Exists(undecided))
        .annotate(assessed_at=_first(undecided, "signed_at"))
        .order_by("assessed_at", "pk")
    )


def threat_unread(user: User, today: date) -> QuerySet[Case]:
    """Signed more than a day ago, and no manager has had it on the screen (R37)."""
    unread = _of(
        user,
        _latest_threats().filter(
            signed_at__lt=timezone.now() - READ_THREAT_WITHIN,
            readings__isnull=True,
            decision__isnull=True,
        ),
    )
    return (
        _reading_threats(user)
        .filter(Exists(unread))
        .annotate(assessed_at=_first(unread, "signed_at"))
        .order_by("assessed_at", "pk")
    )


def threat_old(user: User, today: date) -> QuerySet[Case]:
    """The day for a new assessment has passed, and none is signed since (R38)."""
    old = _of(user, _latest_threats().filter(reassess_on__lt=today))
    return (
        _reading_threats(user)
        .filter(Exists(old))
        .annotate(reassess_on=_first(old, "reassess_on"))
        .order_by("reassess_on", "pk")
    )


def _latest_threats() -> QuerySet[ThreatAssessment]:
    """Each case's assessment that was signed last: a new one, or a correction, takes its place."""
    signed = ThreatAssessment.objects.filter(signed_at__isnull=False)
    later = signed.filter(case=OuterRef("case"), signed_at__gt=OuterRef("signed_at"))
    return signed.filter(~Exists(later))


def _reading_threats(user: User) -> QuerySet[Case]:
    """Open cases whose threat assessment the user may read."""
    reads = districts_with(user, Permission.READ_THREAT)
    return Case.objects.readable(user).open().filter(district_id__in=reads)


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
    asked = _of(user, PoliceRequest.objects.waiting().filter(asked_on__lt=today))
    return (
        _listed(user)
        .filter(Exists(asked))
        .annotate(asked_on=_first(asked, "asked_on"))
        .order_by("asked_on", "pk")
    )


def consent_ends(user: User, today: date) -> QuerySet[Case]:
    soon = (today, today + CONSENT_NOTICE)
    standing = ConsentRow.objects.filter(withdrawn_at__isnull=True)
    renewed = standing.filter(
        case=OuterRef("case"),
        agency=OuterRef("agency"),
        kinds__contains=OuterRef("kinds"),
        valid_to__gt=OuterRef("valid_to"),
    )
    ending = _of(user, standing.filter(~Exists(renewed), valid_to__range=soon))
    return (
        _listed(user)
        .filter(Exists(ending))
        .annotate(
            ends_on=_first(ending, "valid_to"),
            recipient=_first(ending, "valid_to", "agency__name"),
        )
        .order_by("ends_on", "pk")
    )


def of_age(user: User, today: date) -> QuerySet[Case]:
    """Of age, with consents in force that guardians gave along, and none given alone since (R17)."""
    guardians = ConsentGiver.objects.filter(
        consent=OuterRef("consent"), role__in=ConsentGiver.GUARDIANS
    )
    standing = _of(user, ConsentRow.objects.standing(today))
    return (
        _listed(user)
        .filter(
            Exists(standing.filter(Exists(guardians))),
            ~Exists(standing.filter(~Exists(guardians))),
            person__birth_date__lte=latest_birth_date(ADULT, today),
        )
        .order_by("opened_on", "pk")
    )


def _todos(user: User, **due: Any) -> QuerySet[Case]:
    """Cases that the user works in, closed ones too, with something to be done."""
    waiting = _of(user, Todo.objects.waiting().filter(**due))
    return (
        Case.objects.own(user)
        .filter(Exists(waiting))
        .annotate(
            todo=_first(waiting, "due_on", "pk"),
            todo_sentence=_first(waiting, "due_on", "sentence"),
            todo_due=_first(waiting, "due_on"),
        )
        .order_by("todo_due", "pk")
    )


def todo_late(user: User, today: date) -> QuerySet[Case]:
    return _todos(user, due_on__lt=today)


def todo_near(user: User, today: date) -> QuerySet[Case]:
    return _todos(user, due_on__range=(today, today + NEAR))


def ground_waits(user: User, today: date) -> QuerySet[Case]:
    undecided = _of(user, Ground.objects.undecided())
    return (
        _in_my_hands(user)
        .filter(Exists(undecided))
        .annotate(asked_at=_first(undecided, "asked_at"))
        .order_by("asked_at", "pk")
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


def _childs(user: User, **referral: Any) -> QuerySet[Any]:
    """Cases that came in as a child's (R29), in words with the day that they came in."""
    came = _of(user, Referral.objects.filter(is_childs(), **referral))
    cases = _listed(user).filter(Exists(came))
    return cases.annotate(received_on=_first(came, "received_on"))


def unprotected(user: User, today: date) -> QuerySet[Case]:
    """The same-day assessment is late from the day that the case came in (SoL 20:1)."""
    made = _of(user, ProtectionAssessment.objects.all())
    waiting = _childs(user).filter(~Exists(made), step=Step.REFERRAL)
    return waiting.order_by("received_on", "pk")


def _unassessed(user: User, **received: Any) -> QuerySet[Case]:
    decided = _of(user, PreliminaryAssessment.objects.all())
    waiting = _childs(user, **received).filter(~Exists(decided), step=Step.REFERRAL)
    return waiting.order_by("received_on", "pk")


def preliminary_late(user: User, today: date) -> QuerySet[Case]:
    return _unassessed(user, received_on__lt=today - PRELIMINARY)


def preliminary_soon(user: User, today: date) -> QuerySet[Case]:
    first = today - PRELIMINARY
    return _unassessed(user, received_on__range=(first, first + NEAR))


def _inquiring(user: User) -> QuerySet[Any]:
    """Children's inquiries with their last day, ``due``: four months, or what it was extended to."""
    opened = _of(user, PreliminaryAssessment.objects.opening())
    extended = _of(user, InquiryExtension.objects.all())
    months = MonthsAfter(_first(opened, "-registered_at", "decided_on"))
    due = Coalesce(_first(extended, "-registered_at", "extended_to"), months)
    return _listed(user).filter(Exists(opened), step__in=INQUIRING).annotate(due=due)


def inquiry_late(user: User, today: date) -> QuerySet[Case]:
    return _inquiring(user).filter(due__lt=today).order_by("due", "pk")


def inquiry_soon(user: User, today: date) -> QuerySet[Case]:
    return _inquiring(user).filter(due__range=(today, today + NEAR)).order_by("due", "pk")


def emergencies(user: User, today: date) -> QuerySet[Case]:
    """Cases that somebody reads, or has read, by emergency access that the manager hasn't seen."""
    opened = _of(user, EmergencyAccess.objects.unread())
    latest = "-opened_at"
    return (
        Case.objects.readable(user)
        .filter(Exists(opened), district_id__in=districts_with(user, Permission.READ_LOG))
        .annotate(
            access=_first(opened, latest, "pk"),
            reader_first=_first(opened, latest, "user__first_name"),
            reader_last=_first(opened, latest, "user__last_name"),
            ends_at=_first(opened, latest, "ends_at"),
            ended_at=_first(opened, latest, "ended_at"),
        )
        .order_by("-ends_at", "pk")
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


def say_decision_late(case: Any, today: date) -> Words:
    waited = (today - localdate(case.submitted_at, STOCKHOLM)).days
    return Words(
        tag=f"Väntat {days(waited)}",
        tone="late",
        sentence=f"Förslaget har väntat {days(waited)}. Gränsen är {DECIDE_WITHIN}.",
        why=f"Lämnat för beslut {swedish(case.submitted_at)}",
        action="Gå till beslutet",
        route="cases:decision",
    )


def say_decision_waits(case: Any, today: date) -> Words:
    return Words(
        tag="Beslut",
        tone="soon",
        sentence=f"Förslag till inskrivning väntar sedan {swedish(case.submitted_at)}.",
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


def say_threat_unread(case: Any, today: date) -> Words:
    signed = f"{swedish(case.assessed_at)} {swedish_time(case.assessed_at)}"
    return Words(
        tag="Oläst",
        tone="late",
        sentence="Hotbildsbedömningen är inte läst av chefen. Gränsen är 24 timmar.",
        why=f"Påskriven {signed}. Ring chefen om det är bråttom.",
        action="Läs",
        route="cases:threat",
    )


def say_threat_old(case: Any, today: date) -> Words:
    late = days((today - case.reassess_on).days)
    return Words(
        tag=f"Försenat {late}",
        tone="late",
        sentence=f"Hotbilden skulle bedömas på nytt senast {swedish(case.reassess_on)}.",
        why="",
        action="Gå till hotbilden",
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
    last = case.ends_on - today <= CONSENT_LAST_NOTICE
    why = "Sedan får inget mer lämnas ut till mottagaren."
    return Words(
        tag=f"{days((case.ends_on - today).days)} kvar",
        tone="late" if last else "soon",
        sentence=f"Medgivandet till {case.recipient} slutar {swedish(case.ends_on)}.",
        why=f"Sista påminnelsen. {why}" if last else f"Första påminnelsen. {why}",
        action="Förnya",
        route="consent:list",
    )


def say_of_age(case: Any, today: date) -> Words:
    return Words(
        tag="Fyllt 18",
        tone="soon",
        sentence="Den enskilde har fyllt 18. Medgivandet är lämnat med vårdnadshavare.",
        why="Från 18 år lämnar den enskilde sina egna medgivanden.",
        action="Ta in medgivande",
        route="consent:new",
    )


def say_todo_late(case: Any, today: date) -> Words:
    late = f"Försenat {days((today - case.todo_due).days)}"
    due = f"Skulle ha gjorts {swedish(case.todo_due)}"
    return Words(late, "late", case.todo_sentence, due, presses=_todo_done(case))


def say_todo_near(case: Any, today: date) -> Words:
    due = "Ska göras i dag" if case.todo_due == today else f"Senast {swedish(case.todo_due)}"
    return Words("Att göra", "soon", case.todo_sentence, due, presses=_todo_done(case))


def _todo_done(case: Any) -> tuple[Press, ...]:
    return (Press("Klart", reverse("cases:todo_done", args=[case.pk, case.todo])),)


def say_ground_waits(case: Any, today: date) -> Words:
    sentence = f"Utlämnande utan medgivande väntar på beslut sedan {swedish(case.asked_at)}."
    return Words("Beslut", "late", sentence, "", "Gå till begäran", "consent:list")


def say_alone(case: Any, today: date) -> Words:
    sentence = "Ärendet har bara en handläggare."
    if not case.staff:
        sentence = "Ärendet har ingen handläggare."
    return Words("Saknas", "plain", sentence, "", "Lägg till", "cases:staff")


def say_unprotected(case: Any, today: date) -> Words:
    came = f"Ärendet kom in {swedish(case.received_on)}"
    sentence = "Skyddsbedömningen saknas. Den ska göras samma dag."
    return Words("Försenat", "late", sentence, came, "Gör bedömningen", "cases:referral")


def say_preliminary(case: Any, today: date) -> Words:
    due = preliminary_due(case.received_on)
    return _say_clock("Förhandsbedömningen", due, today, "cases:referral")


def say_inquiry(case: Any, today: date) -> Words:
    return _say_clock("Utredningen", case.due, today, "cases:investigation")


def _say_clock(what: str, due: date, today: date, route: str) -> Words:
    left = (due - today).days
    tag = f"Försenat {days(-left)}" if left < 0 else f"{days(left)} kvar" if left else "I dag"
    tone = "late" if left < 0 else "soon"
    return Words(tag, tone, in_words(what, due, today), "", "Gör klart", route)


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
        why="Skälet står i granskningen",
        presses=(end, read) if going_on else (read,),
    )


WATCHES = (
    Watch(Group.LATE, unprotected, say_unprotected),
    Watch(Group.LATE, preliminary_late, say_preliminary),
    Watch(Group.LATE, inquiry_late, say_inquiry),
    Watch(Group.LATE, overdue, say_overdue),
    Watch(Group.LATE, unsigned, say_unsigned),
    Watch(Group.LATE, todo_late, say_todo_late, Permission.WORK_CASE),
    Watch(Group.LATE, threat_unread, say_threat_unread, Permission.READ_THREAT),
    Watch(Group.LATE, threat_old, say_threat_old, Permission.READ_THREAT),
    Watch(Group.LATE, decision_late, say_decision_late, Permission.DECIDE),
    Watch(Group.DECISIONS, decision_waits, say_decision_waits, Permission.DECIDE),
    Watch(Group.DECISIONS, measures_wait, say_measures_wait, Permission.DECIDE),
    Watch(Group.DECISIONS, ground_waits, say_ground_waits, Permission.DECIDE),
    Watch(Group.DECISIONS, emergencies, say_emergency, Permission.READ_LOG),
    Watch(Group.DECISIONS, received_elsewhere, say_received_elsewhere, Permission.DECIDE),
    Watch(Group.NEAR, todo_near, say_todo_near, Permission.WORK_CASE),
    Watch(Group.NEAR, preliminary_soon, say_preliminary),
    Watch(Group.NEAR, inquiry_soon, say_inquiry),
    Watch(Group.NEAR, due_soon, say_due_soon),
    Watch(Group.NEAR, meeting_soon, say_meeting_soon),
    Watch(Group.WAITING, returned, say_returned, Permission.INVESTIGATE),
    Watch(Group.WAITING, police_silent, say_police_silent),
    Watch(Group.WAITING, consent_ends, say_consent_ends),
    Watch(Group.WAITING, of_age, say_of_age),
    Watch(Group.WAITING, alone, say_alone, from_row=Permission.STAFF_CASE),
)


def sections(user: User, today: date) -> list[Section]:
    """Min dag: every group that the user's roles have a watch in, with its rows in order."""
    watches = [watch for watch in WATCHES if districts_with(user, watch.permission)]
    found = [(watch, list(watch.cases(user, today)[: SHOWN + 1])) for watch in watches]
    openable = _openable(user, [case for _, cases in found for case in cases])
    logged_list(user, {case.pk: case for _, cases in found for case in cases}.values())
    return [
        _section(user, group, [pair for pair in found if pair[0].group is group], openable, today)
        for group in Group
        if any(watch.group is group for watch in watches)
    ]


def late_count(user: User, today: date) -> int:
    """How many rows Min dag has under Försenat, at most 50 of each kind: the figure in the menu."""
    mine = [watch for watch in WATCHES if districts_with(user, watch.permission)]
    late = [watch for watch in mine if watch.group is Group.LATE]
    return sum(watch.find(user, today)[:SHOWN].count() for watch in late)


def _openable(user: User, cases: Iterable[Case]) -> set[object]:
    pks = {case.pk for case in cases}
    if not pks:
        return set()
    return set(Case.objects.readable(user).filter(pk__in=pks).values_list("pk", flat=True))


def _section(
    user: User,
    group: Group,
    found: list[tuple[Watch, list[Case]]],
    openable: set[object],
    today: date,
) -> Section:
    rows = [
        _row(
            case,
            watch.say(case, today),
            case.pk in openable,
            watch.from_row is not None and may(user, watch.from_row, case.district_id),
        )
        for watch, cases in found
        for case in cases[:SHOWN]
    ]
    return Section(group, rows, more=any(len(cases) > SHOWN for _, cases in found))


def _row(case: Case, words: Words, openable: bool, reachable: bool) -> Row:
    leads = openable or reachable
    return Row(
        number=case.number,
        initials=case.person.initials,
        case_url=reverse("case", args=[case.pk]) if openable else "",
        tag=words.tag,
        tone=words.tone,
        sentence=words.sentence,
        why=words.why,
        action_label=words.action,
        action_url=reverse(words.route, args=[case.pk]) if leads and words.route else "",
        presses=words.presses if openable else (),
    )
