"""Form 3.1 on paper, in plain Swedish."""

from django.template.loader import render_to_string

from cases.access import shown_name
from cases.needs import Told
from organisation.models import User
from sig.lib import pdf
from sig.lib.dates import today


TITLE = "Behovs- och resursinventering"
SHEETS = ("sig/plan-print.css", "sig/needs-print.css")


def inventory_html(told: Told, *, viewer: User, notice: str = "") -> str:
    """The inventory as a page of its own. With a ``notice`` it is styled for printing as it is."""
    case = told.inventory.case
    context = {
        "told": told,
        "case": case,
        "name": shown_name(case.person, viewer),
        "printed_on": today(),
        "sheets": SHEETS,
        "notice": notice,
    }
    return render_to_string("cases/paper/needs.html", context)


def inventory_pdf(told: Told, *, viewer: User) -> bytes:
    """The inventory as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    return pdf.render(inventory_html(told, viewer=viewer), title=TITLE, css=pdf.styles(*SHEETS))
