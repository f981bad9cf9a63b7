"""The working copies of many plans at once, ordered and fetched as a job: a file for each plan.

One file each, so that no paper ever mixes two young people. A plan is drawn with the rights of the
one who ordered it, at the moment when it is drawn.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cases.access import get_case, logged_list
from cases.models import Case
from organisation import jobs
from organisation.access import acting_as
from organisation.models import District, Job, User
from organisation.roles import Permission
from plans.documents import STYLES, Copy, plan_html
from plans.models import Plan, PlanStatus
from sig.lib import pdf
from sig.lib.rules import Blocker, Refused


NO_ACCESS = "Du har inte längre åtkomst till ärendet."
NO_PLAN = "Ärendet har ingen plan längre."


def print_plans(*, cases: Collection[UUID], district: District, key: UUID, by: User) -> Job:
    """Order the plans of those of ``cases``, in a stadsdel, that have one and that ``by`` may open.

    ``key`` is the job's. Raises ``Refused`` when there is none to print.
    """
    mine = Case.objects.readable(by).filter(pk__in=cases, district=district)
    written = Plan.objects.filter(status__in=[PlanStatus.ACTIVE, PlanStatus.DRAFT])
    having = set(written.filter(case__in=mine).order_by().values_list("case_id", flat=True))
    if not having:
        sentence = "Inget av mötena har en plan som du kan skriva ut."
        raise Refused(Blocker(sentence, "", "meetings:all"))
    about = [case for case in cases if case in having]
    return jobs.start(kind=KIND, key=key, district=district, about=about, by=by)


def draw(key: UUID, owner: User) -> None:
    """Make one of the files, unless it is made. No transaction is open while the PDF is drawn."""
    with acting_as(owner):
        part = jobs.part_taken(key)
        if part is None or part.about is None:
            return
        plan = _plan(owner, part.about)
        if isinstance(plan, str):
            jobs.refuse(part, plan)
            return
        html = plan_html(plan, Copy.MEETING, viewer=owner)
        label = plan.case.programme.plan_label
    try:
        styles = pdf.styles(STYLES)
        drawn = jobs.File(pdf.render(html, title=label, css=styles), "application/pdf", "plan.pdf")
    except pdf.PangoMissing as missing:
        with acting_as(owner):
            page = plan_html(plan, Copy.MEETING, viewer=owner, notice=str(missing))
        drawn = jobs.File(page.encode(), "text/html", "plan.html")
    with acting_as(owner):
        jobs.put(part, drawn)


def _plan(owner: User, case: UUID) -> Plan | str:
    """The plan in force, otherwise the draft, read as its page reads it; or why there is none."""
    try:
        found = get_case(owner, case, Permission.READ_CASE, event="plan.printed")
    except (Http404, PermissionDenied):
        return NO_ACCESS
    plans = Plan.objects.of(found)
    plan = plans.active().first() or plans.draft().first()
    if plan is None:
        return NO_PLAN
    plan.case = found
    return plan


def _called(user: User, cases: Collection[UUID]) -> Mapping[UUID, str]:
    """The numbers of the cases that the user may still open; being shown them is logged."""
    shown = Case.objects.readable(user).filter(pk__in=cases).select_related("person", "district")
    return {case.pk: case.number for case in logged_list(user, shown.order_by("number"))}


def _opens(user: User, case: UUID) -> Case:
    return get_case(user, case, Permission.READ_CASE, event="plan.print_read")


KIND = jobs.Kind(
    code="plans",
    title="Planerna inför veckans möten",
    task="plans.tasks.print_plan",
    called=_called,
    opens=_opens,
)
