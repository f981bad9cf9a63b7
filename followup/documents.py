"""The papers that go with a case to another stadsdel, and the minutes of the ledningsgrupp."""

from typing import Any

from django.template.loader import render_to_string

from cases.models import Case
from consent.rules import in_words
from followup.actions.handing_over import Paper
from followup.models import TransferDocument
from organisation.models import User
from plans.documents import document
from plans.models import Plan
from plans.rules import kinds_told, shown_goals
from sig.lib import pdf
from sig.lib.dates import today


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


# --- The minutes of the ledningsgrupp -----------------------------------------------------------------

LEAD_STYLES = ("sig/plan-print.css", "sig/minutes-print.css")
LEAD_TITLE = "Protokoll, operativ ledningsgrupp"


def lead_minutes_html(context: dict[str, Any], *, notice: str = "") -> str:
    """The minutes as a page of their own. With a ``notice`` it is styled for the browser's printing."""
    paper = {**context, "printed_on": today(), "sheets": LEAD_STYLES, "notice": notice}
    return render_to_string("followup/paper/lead_minutes.html", paper)


def lead_minutes_pdf(context: dict[str, Any]) -> bytes:
    """The minutes as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    html = lead_minutes_html(context)
    return pdf.render(html, title=LEAD_TITLE, css=pdf.styles(*LEAD_STYLES))
