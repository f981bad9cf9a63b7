"""The papers that go with a case to another stadsdel (R56)."""

from cases.models import Case
from consent.rules import in_words
from followup.actions.handing_over import Paper
from followup.models import TransferDocument
from organisation.models import User
from plans.documents import document
from plans.models import Plan
from plans.rules import kinds_told, shown_goals


def papers(case: Case, *, viewer: User) -> list[Paper]:
    """A copy of each document that there is: the plan in force."""
    plan = Plan.objects.of(case).active().first()
    if plan is None:
        return []
    plan.case = case
    return [
        Paper(
            TransferDocument.Kind.PLAN,
            kinds_told(shown_goals(plan)),
            document(plan, viewer=viewer),
        )
    ]


def told_by_plan(case: Case) -> str:
    """Which kinds of information the plan in force tells, in words; empty when there is none."""
    plan = Plan.objects.of(case).active().first()
    return in_words(kinds_told(shown_goals(plan))) if plan else ""
