"""The plan on paper, from the same data: for the meeting, for the person, and for each recipient."""

from enum import StrEnum

from django.template.loader import render_to_string

from cases.access import shown_name
from cases.models import Case, CaseRole
from cases.rules import ADULT, age
from consent.rules import in_words
from organisation.models import User
from plans.models import Plan
from plans.rules import Excerpt, expected, related_plans, shown_goals, supports
from sig.lib import pdf
from sig.lib.dates import today


STYLES = "sig/plan-print.css"


class Copy(StrEnum):
    """Who the copy is for. The value stands in the address."""

    MEETING = "mote"
    PERSON = "person"


_TEMPLATES = {
    Copy.MEETING: "plans/paper/meeting.html",
    Copy.PERSON: "plans/paper/person.html",
}


def plan_html(plan: Plan, copy: Copy, *, viewer: User, notice: str = "") -> str:
    """The copy as a page of its own. With a ``notice`` it is styled for printing from the browser."""
    case = plan.case
    context = {
        "plan": plan,
        "case": case,
        "label": case.programme.plan_label,
        "name": shown_name(case.person, viewer),
        "goals": shown_goals(plan),
        "expected": expected(plan),
        "related": related_plans(case),
        "supports": supports(case).lasting(today(), today()),
        "signers": _signers(case, shown_name(case.person, viewer)),
        "printed_on": today(),
        "sheets": [STYLES],
        "notice": notice,
    }
    return render_to_string(_TEMPLATES[copy], context)


def plan_pdf(plan: Plan, copy: Copy, *, viewer: User) -> bytes:
    """The copy as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    html = plan_html(plan, copy, viewer=viewer)
    return pdf.render(html, title=plan.case.programme.plan_label, css=pdf.styles(STYLES))


def document(plan: Plan, *, viewer: User) -> bytes:
    """What is handed out: the working copy, as PDF or, without Pango, as the page to print."""
    if pdf.available():
        return plan_pdf(plan, Copy.MEETING, viewer=viewer)
    return plan_html(plan, Copy.MEETING, viewer=viewer).encode()


# --- For one recipient ----------------------------------------------------------------------------


def recipient_html(
    plan: Plan, excerpt: Excerpt, number: int | None, *, viewer: User, notice: str = ""
) -> str:
    """What ``excerpt`` holds of the plan, marked with its recipient and number; None: a preview."""
    context = {
        "plan": plan,
        "label": plan.case.programme.plan_label,
        "name": shown_name(plan.case.person, viewer),
        "excerpt": excerpt,
        "covered": in_words(excerpt.kinds),
        "number": number,
        "sender": viewer,
        "printed_on": today(),
        "sheets": [STYLES],
        "notice": notice,
    }
    return render_to_string("plans/paper/recipient.html", context)


def recipient_copy(plan: Plan, excerpt: Excerpt, number: int | None, *, viewer: User) -> bytes:
    """The copy as PDF or, without Pango, as the page to print."""
    html = recipient_html(plan, excerpt, number, viewer=viewer)
    try:
        return pdf.render(html, title=plan.case.programme.plan_label, css=pdf.styles(STYLES))
    except pdf.PangoMissing as missing:
        notice = str(missing)
        return recipient_html(plan, excerpt, number, viewer=viewer, notice=notice).encode()


def _signers(case: Case, name: str) -> list[str]:
    """Who signs: the person, the guardians of one who is under 18, and the lots."""
    guardians = ["Vårdnadshavare", "Vårdnadshavare"] if age(case) < ADULT else []
    lots = CaseRole.objects.of(case).active().filter(kind=CaseRole.Kind.LOTS)
    officers = [f"{role.user}, lots" for role in lots.select_related("user")[:2]]
    return [name, *guardians, *(officers or ["Socialtjänsten"])]
