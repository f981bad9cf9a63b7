"""What waits in the cooperation of a stadsdel, on Min dag and in the menu: it is of no case."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.timezone import localdate

from followup.models import Checklist, Deviation, DeviationStep
from followup.models.deviations import DeviationQuerySet
from followup.rules import checklist_due, latest_pictures, picture_is_old
from organisation.access import districts_with
from organisation.models import District, User
from organisation.roles import Permission
from sig.lib.dates import days, swedish
from sig.worklist.shapes import NEAR, SHOWN, Group, Row, row_of_no_case


def late_in_cooperation(user: User, today: date) -> int:
    """How many rows of the cooperation stand under Försenat."""
    if not steers(user):
        return 0
    checklists = sum(group is Group.LATE for group, _ in _unsigned(user, today))
    return _late(user, today)[:SHOWN].count() + _undone(user, today)[:SHOWN].count() + checklists


def steers(user: User) -> bool:
    steering = (Permission.HANDLE_DEVIATION, Permission.STEER_DEVIATION)
    return any(districts_with(user, given) for given in steering)


def cooperation_rows(user: User, today: date) -> Iterator[tuple[Group, Row]]:
    if not steers(user):
        return
    for deviation in _late(user, today)[:SHOWN]:
        yield Group.LATE, _say_late(deviation, today)
    for deviation in _undone(user, today)[:SHOWN]:
        yield Group.LATE, _say_undone(deviation, today)
    for deviation in _unanswered(user, today)[:SHOWN]:
        yield Group.DECISIONS, _say_unanswered(deviation, today)
    for deviation in _not_taken_up(user, today):
        yield Group.WAITING, _say_waiting(deviation)
    yield from _unsigned(user, today)
    yield from _old_pictures(user, today)


# --- Deviations (R36) --------------------------------------------------------------------------------


def _open(user: User, permission: Permission) -> DeviationQuerySet:
    here = Deviation.objects.within(districts_with(user, permission)).open()
    return here.select_related("district").order_by("reported_at", "pk")


def _late(user: User, today: date) -> DeviationQuerySet:
    return _open(user, Permission.HANDLE_DEVIATION).old(today)


def _undone(user: User, today: date) -> DeviationQuerySet:
    """Those whose improvement should have been done. The latest decision's day counts."""
    decisions = DeviationStep.objects.filter(
        deviation=OuterRef("pk"), kind=DeviationStep.Kind.DECISION
    )
    due = Subquery(decisions.order_by("-number").values("due_on")[:1])
    return _open(user, Permission.HANDLE_DEVIATION).annotate(due_on=due).filter(due_on__lt=today)


def _unanswered(user: User, today: date) -> DeviationQuerySet:
    return _open(user, Permission.STEER_DEVIATION).old(today).unanswered()


def _not_taken_up(user: User, today: date) -> list[Deviation]:
    """Those that no step has been taken with, and that aren't late yet."""
    untouched = _open(user, Permission.HANDLE_DEVIATION).filter(steps__isnull=True)
    return [one for one in untouched[:SHOWN] if not one.is_old(today)]


def _row(deviation: Deviation, **words: Any) -> Row:
    url = reverse("followup:deviation", args=[deviation.pk])
    where = str(deviation.district)
    return row_of_no_case("Avvikelse", url, initials=where, action_label="Öppna", **words)


def _age(deviation: Deviation, today: date) -> str:
    return days((today - localdate(deviation.reported_at)).days)


def _say_late(deviation: Deviation, today: date) -> Row:
    limit = settings.DEVIATION_DAYS
    return _row(
        deviation,
        tag="Hos styrgruppen",
        tone="late",
        sentence=f"Avvikelsen har varit öppen i {_age(deviation, today)}. Gränsen är {limit}.",
        why=deviation.get_area_display(),
    )


def _say_undone(deviation: Any, today: date) -> Row:
    return _row(
        deviation,
        tag=f"Försenat {days((today - deviation.due_on).days)}",
        tone="late",
        sentence=f"Förbättringen skulle vara klar {swedish(deviation.due_on)}.",
        why=deviation.get_area_display(),
    )


def _say_unanswered(deviation: Deviation, today: date) -> Row:
    return _row(
        deviation,
        tag="Svar",
        tone="late",
        sentence=f"Avvikelsen har varit öppen i {_age(deviation, today)}. "
        "Styrgruppen har inte svarat.",
        why=deviation.get_area_display(),
    )


def _say_waiting(deviation: Deviation) -> Row:
    return _row(
        deviation,
        tag="Ny avvikelse",
        tone="soon",
        sentence="Ledningsgruppen har inte tagit upp avvikelsen.",
        why=f"{deviation.get_area_display()}, rapporterad {swedish(deviation.reported_at)}",
    )


# --- The stadsdel's checklist (R59) ------------------------------------------------------------------


def _unsigned(user: User, today: date) -> Iterator[tuple[Group, Row]]:
    """The year's checklist as its day comes near, until the year is over."""
    mine = districts_with(user, Permission.ANSWER_CHECKLIST)
    due = checklist_due(today.year)
    if not mine or due - NEAR > today:
        return
    signed = Checklist.objects.within(mine).filter(year=today.year, signed_at__isnull=False)
    done = signed.values("district_id")
    for district in District.objects.in_force(today).filter(pk__in=mine).exclude(pk__in=done):
        is_late = due <= today
        yield (
            Group.LATE if is_late else Group.NEAR,
            _checklist_row(
                district,
                today.year,
                tag="Checklista",
                tone="late" if is_late else "soon",
                sentence="Stadsdelens checklista är inte påskriven. "
                f"Den {'skulle' if is_late else 'ska'} vara klar {swedish(due)}.",
                action_label="Svara på checklistan",
            ),
        )


def _old_pictures(user: User, today: date) -> Iterator[tuple[Group, Row]]:
    mine = districts_with(user, Permission.ANSWER_CHECKLIST)
    old = {pk: day for pk, day in latest_pictures(mine).items() if picture_is_old(day, today)}
    for district in District.objects.in_force(today).filter(pk__in=old):
        made = swedish(old[district.pk], year=True)
        yield (
            Group.WAITING,
            _checklist_row(
                district,
                today.year,
                tag="Lägesbild",
                tone="soon",
                sentence=f"Lägesbilden är från {made}. Gränsen är 24 månader.",
                action_label="Öppna checklistan",
            ),
        )


def _checklist_row(district: District, year: int, **words: Any) -> Row:
    url = reverse("followup:checklist", args=[district.pk, year])
    return row_of_no_case("Checklista", url, initials=str(district), **words)
