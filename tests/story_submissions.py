"""Arranging what is sent to socialförvaltningen: a case that has ended with both assessments signed."""

from typing import Any

from django.utils import timezone

from cases.models import Case, Outcome, Step
from followup.actions.submissions import fingerprint, pair_of, record_of, submit
from followup.models import SubmissionReceipt
from organisation.access import acting_as, acting_in
from organisation.models import District, User
from sig.lib.dates import today
from tests.stories import open_case_for
from tests.story_followup import assessed
from tests.story_meetings import enrolled, fresh


def ended(case: Case) -> Case:
    """The case as it is after a discharge today."""
    with acting_in(case.district):
        Case.objects.filter(pk=case.pk).update(
            closed_at=timezone.now(), outcome=Outcome.GOALS_MET, step=Step.FOLLOW_UP
        )
    return fresh(case)


def paired(by: User, district: District, **opened: Any) -> Case:
    """An ended case of ``by``'s, with the first and the last assessment signed."""
    case = enrolled(open_case_for(by, district, **opened), today())
    assessed(case, by)
    assessed(case, by)
    return ended(case)


def sent(case: Case, by: User) -> SubmissionReceipt:
    """What the page shows, confirmed as it was shown."""
    with acting_as(by):
        case = fresh(case)
        return submit(case=case, seen=fingerprint(record_of(pair_of(case))), by=by)
