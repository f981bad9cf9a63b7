"""What must be true of the safety talks: one a year, whole when signed, closed when sent (R39)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils.timezone import localdate

from organisation.models import (
    District,
    ListItem,
    ListKind,
    SafetyTalk,
    TalkAnswer,
    TalkMeasure,
    User,
)
from organisation.personnel import Led, talks_led
from sig.lib.dates import STOCKHOLM, days, months_after, swedish
from sig.lib.rules import rule


MONTHS = 12  # from one talk to the next
NEAR = timedelta(days=30)  # the manager is reminded from then on
CHECKLISTS = {ListKind.TALK_GENERAL: "2.1", ListKind.TALK_MEDIA: "2.2"}


@dataclass(frozen=True)
class Line:
    """A line of a checklist in the words of the talk's day, with its answer, if any."""

    number: int
    kind: ListKind
    code: str
    text: str
    answer: TalkAnswer | None = None

    @property
    def is_answered(self) -> bool:
        return bool(self.answer and self.answer.answer)


def lines_of(talk: SafetyTalk) -> dict[ListKind, list[Line]]:
    """Both checklists, with the answers that there are."""
    answers = {(one.kind, one.code): one for one in talk.talkanswers.all()}
    items = ListItem.objects.in_force(talk.held_on).filter(kind__in=CHECKLISTS)
    found: dict[ListKind, list[Line]] = {kind: [] for kind in CHECKLISTS}
    for item in items.order_by("position", "pk"):
        lines = found[ListKind(item.kind)]
        answer = answers.get((item.kind, item.code))
        lines.append(Line(len(lines) + 1, ListKind(item.kind), item.code, item.label, answer))
    return found


@rule("R39", met="Båda checklistorna är genomgångna")
def checklists_gone_through(talk: SafetyTalk, by: User) -> str | None:
    missing = [
        f"{CHECKLISTS[kind]}: {', '.join(str(line.number) for line in unanswered)}"
        for kind, lines in lines_of(talk).items()
        if (unanswered := [line for line in lines if not line.is_answered])
    ]
    return f"Punkter utan svar i checklista {' och '.join(missing)}." if missing else None


@rule("R39", met="Åtgärder vid hot och våld är genomgångna")
def reactive_gone_through(talk: SafetyTalk, by: User) -> str | None:
    if talk.reactive_done and talk.reactive:
        return None
    return "Åtgärder vid hot och våld är inte genomgångna. Kryssa i rutan och skriv vad ni gick igenom."


@rule("R39", met="Samtalet är påskrivet")
def signed_before_sent(talk: SafetyTalk, by: User) -> str | None:
    return None if talk.is_signed else "Samtalet är inte påskrivet. Skriv på det innan du skickar."


@dataclass(frozen=True)
class Standing:
    """How it stands with an employee's talks on a day, in the stadsdel where they meet clients."""

    employee: User
    district: District
    last: date | None
    due_on: date
    day: date

    @property
    def is_late(self) -> bool:
        return self.due_on < self.day

    @property
    def is_near(self) -> bool:
        return not self.is_late and self.due_on - NEAR <= self.day

    @property
    def sentence(self) -> str:
        """How it stands, in words: what is, and the limit."""
        if self.last is None:
            return f"Inget säkerhetssamtal är dokumenterat. Det {self._verb} hållas senast {self._due}."
        if self.is_late:
            passed = days((self.day - self.due_on).days)
            return f"Säkerhetssamtalet är {passed} försenat. Det skulle hållas senast {self._due}."
        return f"Nästa säkerhetssamtal ska hållas senast {self._due}."

    @property
    def _verb(self) -> str:
        return "skulle" if self.is_late else "ska"

    @property
    def _due(self) -> str:
        return swedish(self.due_on, year=True)


def next_due(held_on: date) -> date:
    """The last day for the next talk: the same day a year later."""
    return months_after(held_on, MONTHS)


def standings(staff: Iterable[Led], day: date) -> list[Standing]:
    """How it stands with each, those due first.

    Who has had no talk is due a year after they came to the product: when they came to the work
    isn't known here.
    """
    staff = list(staff)
    last = _last_held(staff)
    found = []
    for employee, district in staff:
        held = last.get((employee.pk, district.pk))
        due = next_due(held or localdate(employee.date_joined, STOCKHOLM))
        found.append(Standing(employee, district, held, due, day))
    return sorted(found, key=lambda one: (one.due_on, one.employee.shown_name))


def _last_held(staff: list[Led]) -> dict[tuple[int, int], date]:
    """The day of the last signed talk, by employee and stadsdel: a draft documents nothing."""
    signed = SafetyTalk.objects.signed().filter(employee__in=[one.employee.pk for one in staff])
    last = signed.order_by().values_list("employee", "district").annotate(last=Max("held_on"))
    return {(employee, district): day for employee, district, day in last}


def unsent_talks(user: User) -> list[SafetyTalk]:
    """Signed by now, and not given to the security function: not closed (R39)."""
    return list(talks_led(user).unsent().select_related("employee", "district"))


def late_measures(user: User, day: date) -> list[TalkMeasure]:
    """What was decided in a talk, isn't done, and is past its day."""
    decided = TalkMeasure.objects.filter(talk__in=talks_led(user).signed().order_by().values("pk"))
    late = decided.filter(done_at__isnull=True, dropped_at__isnull=True, due_on__lt=day)
    return list(late.select_related("talk__employee", "talk__district"))
