"""Handing out the plan: a numbered copy for each recipient, with what its consent covers."""

import hashlib
from collections.abc import Callable, Collection
from functools import partial

from django.core import serializers
from django.db import transaction

from audit.log import audited
from consent.actions import hand_out
from consent.models import DocumentKind
from organisation.models import Agency, User
from plans.actions.writing import require_status
from plans.models import Plan, PlanCopy, PlanStatus
from plans.rules import Excerpt, excerpts_of
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


# Makes the document of an excerpt with the number that the copy gets.
Draw = Callable[[Excerpt, int], bytes]


def _require_active(plan: Plan) -> None:
    sentence = f"Version {plan.number} gäller inte. Bara den gällande planen delas ut."
    require_status(plan, PlanStatus.ACTIVE, sentence)


@transaction.atomic
def share_plan(*, plan: Plan, agencies: Collection[Agency], draw: Draw, by: User) -> list[PlanCopy]:
    """Hand out the plan in force to each of ``agencies``, a copy and a disclosure each (R8, R26).

    What a copy holds is settled here, with the case locked, and not by the page that was looked
    at. Raises ``Refused`` with a sentence for each agency that may get no part of the plan, and
    nobody has then been told.
    """
    _require_active(plan)
    if not agencies:
        raise Refused(Blocker("Välj minst en mottagare.", "R26", "plans:share"))
    excerpts = excerpts_of(plan, agencies, today())
    blockers = [
        Blocker(f"{excerpt.agency} får inte planen. {excerpt.refusal}", "R8", "consent:list")
        for excerpt in excerpts
        if excerpt.refusal
    ]
    if blockers:
        raise Refused(*blockers)
    return [_hand_out(plan, excerpt, draw, by) for excerpt in excerpts]


def _hand_out(plan: Plan, excerpt: Excerpt, draw: Draw, by: User) -> PlanCopy:
    return hand_out(
        model=PlanCopy,
        case=plan.case,
        agency=excerpt.agency,
        document=DocumentKind.PLAN,
        kinds=excerpt.kinds,
        fingerprint=_fingerprint(plan, excerpt),
        draw=partial(draw, excerpt),
        by=by,
        plan=plan,
    )


def _fingerprint(plan: Plan, excerpt: Excerpt) -> str:
    """SHA-256 of the records that a copy is made from; its number and its date are no part of it."""
    assert excerpt.row
    activities = [activity for goal in excerpt.goals for activity in goal.activities.all()]
    records = serializers.serialize("json", [plan, excerpt.row, *excerpt.goals, *activities])
    return hashlib.sha256(records.encode()).hexdigest()


@audited("plan.not_shared")
def not_sharing(*, plan: Plan, reason: str, by: User) -> Plan:
    """Note why the plan in force isn't handed out (R26)."""
    _require_active(plan)
    if not reason.strip():
        raise Refused(Blocker("Skriv skälet till att planen inte delas ut.", "R26", "plans:share"))
    plan.not_shared_reason = reason
    plan.save(update_fields=["not_shared_reason"])
    return plan
