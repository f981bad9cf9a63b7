"""The minutes of the ledningsgrupp on paper."""

from typing import Any

from django.template.loader import render_to_string

from sig.lib import pdf
from sig.lib.dates import today


STYLES = ("sig/plan-print.css", "sig/minutes-print.css")
TITLE = "Protokoll, operativ ledningsgrupp"


def lead_minutes_html(context: dict[str, Any], *, notice: str = "") -> str:
    """The minutes as a page of their own. With a ``notice`` it is styled for the browser's printing."""
    paper = {**context, "printed_on": today(), "sheets": STYLES, "notice": notice}
    return render_to_string("followup/paper/lead_minutes.html", paper)


def lead_minutes_pdf(context: dict[str, Any]) -> bytes:
    """The minutes as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    html = lead_minutes_html(context)
    return pdf.render(html, title=TITLE, css=pdf.styles(*STYLES))
