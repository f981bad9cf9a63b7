"""How a case stands today, in few lines: what the manager looks at when it is gone through."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from cases.access import may_in
from cases.load import Load, loads
from cases.models import Case, CaseRole, JournalEntry, ThreatAssessment, ThreatLevel, Todo
from consent.rules import first_to_end
from meetings.interval import State
from meetings.models import Meeting
from meetings.rules import meeting_state, next_meeting, pause_words, sentences
from organisation.models import User
from organisation.roles import Permission
from plans.models import Activity, Plan
from sig.lib.dates import swedish


# How the interval stands, as a tag: the word and its tone.
STATE_TAGS = {
    State.BOOKED: ("Bokat", "ok"),
    State.NOT_BOOKED: ("Inget möte bokat", "soon"),
    State.OVERDUE: ("Försenat", "late"),
}


@dataclass(frozen=True)
class Fact:
    """One line: what it is about, how it stands, and a tag when somebody should look."""

    label: str
    sentence: str
    tag: str = ""
    tone: str = "plain"


def meeting_panel(case: Case) -> dict[str, Any] | None:
    """How an enrolled case stands against its interval, in words."""
    booked = next_meeting(case)
    status = meeting_state(case, localdate(booked.starts_at) if booked else None)
    if status is None:
        return None
    tag, tone = STATE_TAGS[status.state]
    said = [*sentences(case, status, booked), *pause_words(case)]
    return {"tag": tag, "tone": tone, "sentences": said}


def facts(case: Case, viewer: User, since: datetime | None, today: date) -> list[Fact]:
    """How the case stands on ``today``, and what has come ``since`` its last reconciliation."""
    found = [_meetings(case, since), _consents(case, today)]
    if may_in(viewer, Permission.READ_THREAT, case):
        found.append(_threat(case, today))
    return [
        *found,
        _plan(case, today),
        _todos(case, today),
        _journal(case, since),
        _staff(case, viewer),
    ]


def _meetings(case: Case, since: datetime | None) -> Fact:
    held = Meeting.objects.of(case).held()
    if since:
        held = held.filter(held_on__gte=localdate(since))
    count = _count(held.count(), "möte hållet", "möten hållna", since)
    panel = meeting_panel(case)
    if panel is None:
        return Fact("Möten", f"{count} Personen är inte inskriven.")
    return Fact("Möten", " ".join([count, *panel["sentences"]]), panel["tag"], panel["tone"])


def _count(number: int, one: str, many: str, since: datetime | None) -> str:
    words = f"{number or 'Inga'} {one if number == 1 else many}"
    return f"{words} sedan {swedish(since)}." if since else f"{words}."


def _consents(case: Case, today: date) -> Fact:
    first = first_to_end(case, today)
    if first is None:
        return Fact("Medgivanden", "Inget medgivande gäller i dag.", "Saknas", "soon")
    sentence = f"Det första som går ut är till {first.recipient}: {first.until}."
    return Fact("Medgivanden", sentence, *(("Går snart ut", "soon") if first.soon else ()))


def _threat(case: Case, today: date) -> Fact:
    signed = ThreatAssessment.objects.of(case).filter(signed_at__isnull=False)
    latest = signed.order_by("-signed_at").first()
    if latest is None or latest.level is None:
        return Fact("Hotbild", "Ingen hotbildsbedömning är påskriven.")
    level = ThreatLevel(latest.level)
    tone = {ThreatLevel.HIGH: "late", ThreatLevel.RAISED: "soon"}.get(level, "plain")
    again = f"Bedöms på nytt {swedish(latest.reassess_on)}." if latest.reassess_on else ""
    if latest.reassess_on and latest.reassess_on < today:
        again, tone = f"Skulle ha bedömts på nytt {swedish(latest.reassess_on)}.", "late"
    made = f"Bedömd {swedish(latest.signed_at)}." if latest.signed_at else ""
    return Fact("Hotbild", " ".join(filter(None, [made, again])), level.label, tone)


def _plan(case: Case, today: date) -> Fact:
    plans = {plan.status: plan for plan in Plan.objects.of(case).exclude(status="replaced")}
    active = plans.get("active")
    if active is None or active.activated_at is None:
        draft = "Planen är ett utkast." if "draft" in plans else "Ingen plan gäller."
        return Fact("Plan", draft)
    late = Activity.objects.of(case).overdue(today).count()
    sentence = f"Plan {active.number} gäller sedan {swedish(active.activated_at)}."
    if not late:
        return Fact("Plan", sentence)
    words = "aktivitet har" if late == 1 else "aktiviteter har"
    return Fact("Plan", f"{sentence} {late} {words} passerat sin dag.", "Försenat", "late")


def _todos(case: Case, today: date) -> Fact:
    due = list(Todo.objects.of(case).waiting().values_list("due_on", flat=True))
    late = sum(day < today for day in due)
    if not due:
        return Fact("Att göra", "Inget väntar.")
    words = "sak väntar" if len(due) == 1 else "saker väntar"
    sentence = f"{len(due)} {words}, varav {late} har passerat sin dag." if late else ""
    return Fact(
        "Att göra", sentence or f"{len(due)} {words}.", *(("Försenat", "late") if late else ())
    )


def _journal(case: Case, since: datetime | None) -> Fact:
    written = JournalEntry.objects.of(case).signed()
    if since:
        written = written.filter(written_at__gte=since)
    return Fact("Journal", _count(written.count(), "anteckning", "anteckningar", since))


def _staff(case: Case, viewer: User) -> Fact:
    """Who is on the case, with the load of each lots (R60)."""
    roles = CaseRole.objects.of(case).active().exclude(kind=CaseRole.Kind.RECEIVER)
    held = {load.user.pk: load for load in loads(case.district, viewer)}
    people = [
        _with_load(role, held.get(role.user_id))
        for role in roles.select_related("user").order_by("kind")
    ]
    if not people:
        return Fact("Handläggare", "Ingen är utsedd.", "Saknas", "soon")
    mine = [held[role.user_id] for role in roles if role.user_id in held]
    heavy = any(load.is_heavy for load in mine)
    tag = ("Många ärenden", "soon") if heavy else ()
    return Fact("Handläggare", " · ".join(people), *tag)


def _with_load(role: CaseRole, load: Load | None) -> str:
    words = f"{role.user}, {role.get_kind_display().lower()}"
    if role.kind != CaseRole.Kind.LOTS or load is None:
        return words
    return f"{words} ({load.cases} {'ärende' if load.cases == 1 else 'ärenden'})"
