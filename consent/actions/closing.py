"""The end of a case closes its consents: nothing more may be told (R48)."""

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.models import Case
from consent.models import ConsentRow
from consent.signals import withdrawn
from organisation.models import User
from sig.lib.dates import today


WORDS = "Stängt när ärendet avslutades."


@audited("consent.closed")
def close_all(*, case: Case, by: User) -> Case:
    """Close every row that is in force or to come. The person has taken nothing back.

    What rests on them stops, as by a withdrawal; nobody has to be told of it. A case that is opened
    again asks for new consents.
    """
    lock_case(case)
    for row in ConsentRow.objects.of(case).standing(today()).select_related("case"):
        row.withdrawn_at = timezone.now()
        row.withdrawn_by = by
        row.withdrawn_words = WORDS
        row.closed = True
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_words", "closed"])
        withdrawn.send(ConsentRow, row=row, by=by)
    return case
