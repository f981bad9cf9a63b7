"""A safety talk on paper, to be signed by hand where that is wanted (forms 2.0–2.2)."""

from typing import Any

from django.template.loader import render_to_string

from sig.lib import pdf
from sig.lib.dates import today


STYLES = ("sig/plan-print.css", "sig/minutes-print.css")
TITLE = "Säkerhetssamtal"  # in the window and the file's properties: neutral


def talk_html(context: dict[str, Any], *, notice: str = "") -> str:
    """The talk as a page of its own. With a ``notice`` it is styled for the browser's printing."""
    paper = {**context, "printed_on": today(), "sheets": STYLES, "notice": notice}
    return render_to_string("organisation/paper/safety_talk.html", paper)


def talk_pdf(context: dict[str, Any]) -> bytes:
    """The talk as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    return pdf.render(talk_html(context), title=TITLE, css=pdf.styles(*STYLES))
