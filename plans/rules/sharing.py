"""That the plan is handed out (R26), and to whom."""

from django.db.models import OuterRef, Subquery

from cases.models import Case
from consent.models import Disclosure, DocumentKind
from organisation.models import User
from plans.models import Plan, PlanCopy
from sig.lib.rules import rule


def handed_out(plan: Plan) -> list[Disclosure]:
    """Who has got this version since it came into force, latest first, each with ``number``.

    That is the number of the copy that is kept, or None.
    """
    if plan.activated_at is None:
        return []
    copy = PlanCopy.objects.filter(disclosure=OuterRef("pk"))
    sent = Disclosure.objects.of(plan.case).filter(
        document=DocumentKind.PLAN, sent_at__gte=plan.activated_at
    )
    numbered = sent.annotate(number=Subquery(copy.values("number")))
    return list(numbered.select_related("agency", "sent_by"))


@rule("R26", met="Planen är utdelad", route="plans:share")
def plan_shared_or_reason(case: Case, by: User) -> str | None:
    """Since it came into force, someone in the group has got the plan, or there is a reason why not."""
    plan = Plan.objects.of(case).active().first()
    if plan is None:
        return "Ingen gällande plan är utdelad."
    if plan.not_shared_reason or handed_out(plan):
        return None
    return f"Version {plan.number} av planen är inte utdelad, och inget skäl är angivet."
