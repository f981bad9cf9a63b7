"""The manager's last round through the open cases: most of them noted, some passed over."""

from datetime import date, timedelta

from cases.models import CaseRole, Protection, Reconciled, Reconciliation, Todo
from sig.demo.dossier import Dossier, draw_id
from sig.demo.staff import Office
from sig.demo.timeline import past
from sig.lib.dates import latest_working_day


AGO = timedelta(days=16)
PASSED_OVER = 4  # every fourth case wasn't reached
DECIDED = 5  # in every fifth of the others something was decided

NOTES = (
    "Arbetet går enligt planen. Lotsen har tät kontakt.",
    "",
    "Familjen är nöjd med stödet. Skolan hör av sig varje vecka.",
)
DECISION = "Skolan ska vara med på nästa möte. Lotsen tar kontakt med rektorn."
TASK = "Kontakta rektorn inför nästa möte."


def reconcile(dossiers: list[Dossier], office: Office, today: date) -> None:
    """Add a round to the open cases of one stadsdel that were there on its day."""
    day = latest_working_day(today - AGO)
    there = [dossier for dossier in dossiers if _was_there(dossier, day)]
    if not there:
        return
    going_on = Reconciliation.objects.create(
        id=draw_id(there[0].rng),
        district=office.district,
        begun_by=office.manager,
        begun_at=past(day, 13, 0),
        ended_at=past(day, 15, 30),
    )
    for place, dossier in enumerate(there):
        if place % PASSED_OVER != PASSED_OVER - 1:
            _note(dossier, going_on, place, day, today)


def _was_there(dossier: Dossier, day: date) -> bool:
    hidden = dossier.person.protection != Protection.NONE
    return not hidden and dossier.times.closed is None and dossier.times.opened < day


def _note(dossier: Dossier, going_on: Reconciliation, place: int, day: date, today: date) -> None:
    manager = dossier.office.manager
    decides = place % DECIDED == 0 and _lots_is_on(dossier)
    noted = dossier.add(
        Reconciled,
        reconciliation=going_on,
        note=NOTES[place % len(NOTES)],
        decision=DECISION if decides else "",
        noted_by=manager,
        noted_title=manager.title,
        noted_at=past(day, 13 + place // 12, place % 12 * 5),
    )
    if decides:
        dossier.add(
            Todo,
            kind=Todo.Kind.DECIDED,
            sentence=TASK,
            due_on=today + timedelta(days=3 + place % 9),
            source=noted.pk,
            owner=dossier.lots,
            made_at=noted.noted_at,
        )


def _lots_is_on(dossier: Dossier) -> bool:
    roles = [row for row in dossier.rows if isinstance(row, CaseRole)]
    return any(role.user == dossier.lots and role.ended_on is None for role in roles)
