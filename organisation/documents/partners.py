"""The contact list and the inventory on paper. They tell of no client."""

from typing import Any

from django.template.loader import render_to_string

from sig.lib import pdf
from sig.lib.dates import today


STYLES = ("sig/plan-print.css", "sig/minutes-print.css")
TITLES = {"contacts": "Kontaktlista för samverkan", "resources": "Resursinventering"}


def partner_html(what: str, context: dict[str, Any], *, notice: str = "") -> str:
    """``contacts`` or ``resources`` as a page. With a ``notice`` it is styled for the browser's printing."""
    paper = {**context, "title": TITLES[what], "printed_on": today()}
    paper |= {"sheets": STYLES, "notice": notice}
    return render_to_string(f"organisation/paper/{what}.html", paper)


def partner_pdf(what: str, context: dict[str, Any]) -> bytes:
    """The same as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    html = partner_html(what, context)
    return pdf.render(html, title=TITLES[what], css=pdf.styles(*STYLES))
