"""The decision on paper: what is told to the one whom it concerns (FL 31–33 §§, R23)."""

from django.template.loader import render_to_string
from django.utils.timezone import localdate

from cases.access import shown_name
from cases.models import Decision, DecisionStatus
from organisation.models import LegalReference, User
from sig.lib import pdf
from sig.lib.dates import STOCKHOLM


STYLES = "sig/decision-print.css"
TITLE = "Beslut"  # in the window and the file's properties: neutral


def decision_html(decision: Decision, *, viewer: User, notice: str = "") -> str:
    """The decision as a page of its own. With a ``notice`` it is styled for the browser's printing.

    The manager's reasons for letting something pass stay in the case: they speak of others' answers.
    """
    case = decision.case
    assert decision.decided_at is not None
    day = localdate(decision.decided_at, STOCKHOLM)
    approved = decision.status == DecisionStatus.APPROVED
    use = LegalReference.Use
    context = {
        "case": case,
        "decision": decision,
        "day": day,
        "approved": approved,
        "name": shown_name(case.person, viewer),
        "number": case.person.personal_number.formatted,
        "reasons": decision.reasons if approved else decision.answer,
        "appeal_law": LegalReference.objects.cited(use.APPEAL, day),
        "unnamed_law": LegalReference.objects.cited(use.UNNAMED, day),
        "sheets": [STYLES],
        "notice": notice,
    }
    return render_to_string("cases/paper/decision.html", context)


def decision_pdf(decision: Decision, *, viewer: User) -> bytes:
    """The decision as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    return pdf.render(decision_html(decision, viewer=viewer), title=TITLE, css=pdf.styles(STYLES))
