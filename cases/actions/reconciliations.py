"""The manager's round through the open cases: begun, gone through case by case, ended."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from audit.log import audited
from cases.access import is_on
from cases.actions.todos import add_todo, tells_who
from cases.models import Reconciled, Reconciliation, Todo
from cases.rules import case_is_open, decider_is_impartial, reconciler_stands_free
from organisation.access import deputyship, may
from organisation.models import District, User
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


ROUTE = "reconciliation"


@dataclass(frozen=True)
class Task:
    """What a decision asks somebody on the case to do, and by when."""

    sentence: str
    owner: User
    due_on: date


@audited("reconciliation.begun")
def begin_reconciliation(*, district: District, by: User) -> Reconciliation:
    """Begin a round, or take up the one that ``by`` has left. Raises ``Refused`` for who doesn't decide."""
    if not may(by, Permission.DECIDE, district.pk):
        raise _refused("Bara stadsdelens chef stämmer av ärenden.")
    begun, _ = Reconciliation.objects.get_or_create(
        district=district, begun_by=by, ended_at__isnull=True
    )
    return begun


@audited("case.reconciled")
def reconcile(*, reconciled: Reconciled, task: Task | None = None, by: User) -> Reconciled:
    """Note that the case is gone through. The same form sent twice notes it once.

    Raises ``Refused`` for who is disqualified in the case (R5), for a decision by who works in it
    (R2), when the case is closed, or gone through in this round already, when the round
    is ended or another's, and when the task lacks its decision, names the person, is for somebody
    who isn't on the case, or for a day that has been.
    """
    if again := reconciled.already():
        return again
    case = reconciled.case
    free = [reconciler_stands_free] if reconciled.decision else []
    require(case, by, case_is_open, decider_is_impartial, *free)
    _refuse_round(reconciled, by)
    if task:
        _refuse_task(task, reconciled)
    held = deputyship(by, case.district_id)
    reconciled.noted_by, reconciled.noted_title = by, held.title if held else by.title
    reconciled.insert()
    if task:
        add_todo(
            case=case,
            kind=Todo.Kind.DECIDED,
            sentence=task.sentence,
            due_on=task.due_on,
            source=reconciled.pk,
            owner=task.owner,
            by=by,
        )
    return reconciled


@audited("reconciliation.ended")
def end_reconciliation(*, going_on: Reconciliation, by: User) -> Reconciliation:
    """End the round; what is left waits for the next. Ended twice, the first time stays."""
    if going_on.begun_by_id != by.pk:
        raise _refused("Avstämningen är en annan chefs.")
    going_on = Reconciliation.objects.select_for_update().get(pk=going_on.pk)
    if going_on.ended_at is None:
        going_on.ended_at = timezone.now()
        going_on.save(update_fields=["ended_at"])
    return going_on


def _refused(sentence: str) -> Refused:
    return Refused(Blocker(sentence, "S20", ROUTE))


def _refuse_round(reconciled: Reconciled, by: User) -> None:
    going_on = reconciled.reconciliation
    if going_on.begun_by_id != by.pk or going_on.district_id != reconciled.case.district_id:
        raise _refused("Avstämningen är en annan chefs eller en annan stadsdels.")
    if going_on.ended_at:
        raise _refused("Avstämningen är avslutad. Börja en ny.")
    if going_on.reconciled.filter(case=reconciled.case).exists():
        raise _refused("Ärendet är redan avstämt i den här omgången.")


def _refuse_task(task: Task, reconciled: Reconciled) -> None:
    case = reconciled.case
    if not reconciled.decision:
        raise _refused("Uppgiften saknar sitt beslut. Skriv vad du beslutar.")
    if not is_on(case, task.owner):
        raise _refused(f"{task.owner} är inte med i ärendet. Välj någon som är det.")
    if task.due_on < today():
        raise _refused("Dagen för uppgiften har passerat. Ange i dag eller en senare dag.")
    if told := tells_who(case, task.sentence):
        raise _refused(told)
