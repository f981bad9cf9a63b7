"""The information letter (3.0) on paper, in plain Swedish."""

from django.template.loader import render_to_string

from cases.models import Case
from cases.rules import ADULT, age
from consent.models import LETTER_VERSION
from sig.lib import pdf


TEMPLATE = "consent/letter/letter.html"
STYLES = "sig/letter-print.css"


def letter_html(case: Case, *, notice: str = "") -> str:
    """The letter as a page of its own. With a ``notice`` it is styled for the browser's printing."""
    context = {
        "programme": case.programme,
        "district": case.district,
        "is_child": age(case) < ADULT,
        "version": LETTER_VERSION,
        "sheets": [STYLES],
        "notice": notice,
    }
    return render_to_string(TEMPLATE, context)


def letter_pdf(case: Case) -> bytes:
    """The letter as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    return pdf.render(letter_html(case), title="Information", css=pdf.styles(STYLES))
