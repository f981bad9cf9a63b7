"""Taking a consent back, in part or whole (R11)."""

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.actions.todos import add_todo
from cases.models import Case, Todo
from consent.models import ConsentRow
from consent.signals import withdrawn
from organisation.models import User
from sig.lib.dates import today


@audited("consent.withdrawn")
def withdraw(*, row: ConsentRow, words: str, by: User) -> ConsentRow:
    """Withdraw one row, in closed cases too. Nothing more may be told on it from now on (R11).

    What rests on it stops with it: a request to the police by itself (``PoliceRequest.stopped_at``),
    invitations through the signal. The recipient is to be told, today; what was shared stays noted.
    The case is locked: a disclosure in the same moment either came first or finds the row gone.
    """
    lock_case(row.case)
    row.refresh_from_db(fields=["withdrawn_at", "withdrawn_by", "withdrawn_words"])
    if row.withdrawn_at is None:
        row.withdrawn_at = timezone.now()
        row.withdrawn_by = by
        row.withdrawn_words = words
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_words"])
        withdrawn.send(ConsentRow, row=row, by=by)
        _recipient_to_be_told(row, by)
    return row


def _recipient_to_be_told(row: ConsentRow, by: User) -> None:
    """Two rows of one recipient withdrawn together make one thing to do."""
    sentence = f"Meddela {row.agency} att medgivandet är återkallat."
    if not Todo.objects.of(row.case).waiting().filter(sentence=sentence).exists():
        add_todo(
            case=row.case,
            kind=Todo.Kind.TELL_WITHDRAWN,
            sentence=sentence,
            due_on=today(),
            source=row.pk,
            by=by,
        )


@audited("consent.all_withdrawn")
def withdraw_all(*, case: Case, words: str, by: User) -> Case:
    """Withdraw every row that is in force or to come (R11)."""
    lock_case(case)
    for row in (
        ConsentRow.objects.of(case).standing(today()).select_related("agency", "case__district")
    ):
        withdraw(row=row, words=words, by=by)
    return case
