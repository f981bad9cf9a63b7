"""What is noted round the plan: accepted undertakings, other plans, and signatures on paper."""

from datetime import date

from audit.log import audited
from organisation.models import Agency, User
from plans.actions.writing import PAGE, lock_open
from plans.models import Plan, PlanStatus, RelatedPlan, Undertaking
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


def _require_at_hand(plan: Plan) -> None:
    """The draft or the plan in force: what was replaced stays as it was."""
    lock_open(plan.case)
    replaced = Plan.objects.of(plan.case).filter(pk=plan.pk, status=PlanStatus.REPLACED)
    if replaced.exists():
        raise Refused(Blocker("Planen är ersatt av en nyare version.", "S20-4c", PAGE))


def _require_past(*days: date | None) -> None:
    if any(day and day > today() for day in days):
        raise Refused(Blocker("Dagen har inte varit än.", "S20-4c", PAGE))


@audited("undertaking.accepted")
def accept_undertaking(
    *, plan: Plan, agency: Agency, accepted_on: date, accepted_by: str, by: User
) -> Undertaking:
    """Note that a partner has accepted what the plan asks of it. Noted anew it takes the place."""
    _require_at_hand(plan)
    _require_past(accepted_on)
    undertaking, _ = Undertaking.objects.update_or_create(
        case=plan.case,
        plan=plan,
        agency=agency,
        defaults={"accepted_on": accepted_on, "accepted_by": accepted_by},
    )
    return undertaking


@audited("plan.signed_on_paper")
def note_signatures(
    *, plan: Plan, participant_on: date | None, guardian_on: date | None, by: User
) -> Plan:
    """Note when the person and a guardian signed the paper copy."""
    _require_at_hand(plan)
    _require_past(participant_on, guardian_on)
    plan.participant_signed_on, plan.guardian_signed_on = participant_on, guardian_on
    plan.save(update_fields=["participant_signed_on", "guardian_signed_on"])
    return plan


@audited("related_plan.added")
def add_related(*, related: RelatedPlan, by: User) -> RelatedPlan:
    """Note where another plan is found. The same form sent twice notes it once."""
    lock_open(related.case)
    if again := related.already():
        return again
    related.insert()
    return related


@audited("related_plan.removed")
def remove_related(*, related: RelatedPlan, by: User) -> RelatedPlan:
    """Take away a reference that was noted by mistake. It is kept, unseen."""
    lock_open(related.case)
    related.removed = True
    related.save(update_fields=["removed"])
    return related
