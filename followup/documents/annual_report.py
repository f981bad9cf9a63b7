"""Årsrapporten till socialnämnden as PDF, in the shape of the reports of 2012 and 2013."""

from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string

from cases.models import Outcome
from followup.annual import Table
from followup.cells import HIDDEN
from followup.documents.shown import (
    MISSING,
    Cell,
    Hide,
    breakdown,
    by_label,
    is_public,
    known,
    rows,
    share,
    small_cells,
    whole,
)
from followup.models.answers import Suspicion
from followup.statistics import Ages, Count, Spread, Work, add_work, in_each, work
from organisation.models import AgencyKind, District
from sig.lib import pdf
from sig.lib.dates import days, today


STYLES = "sig/report-print.css"
TITLE = "Årsrapport om sociala insatsgrupper"


def report_html(table: Table, *, hide: Hide = small_cells, notice: str = "") -> str:
    """The report as a page of its own. ``hide`` says which small cells aren't shown (R44)."""
    total = table.total
    shown = rows(table, hide)
    context = {
        "title": TITLE,
        "table": table,
        "report": table.report,
        "period": table.period,
        "total": total,
        "rows": shown,
        "told": [row for row in shown if row.words or row.reasons],
        "longest": max((row.youths.length or 0 for row in shown), default=0),
        "active": sum(line.figures.youths > 0 for line in table.lines),
        "work": list(_work(table)),
        "is_public": is_public(total),
        "printed_on": today(),
        "sheets": [STYLES],
        "notice": notice,
        **_city(table, hide),
    }
    return render_to_string("followup/paper/annual_report.html", context)


def report_pdf(table: Table, *, hide: Hide = small_cells) -> bytes:
    """The report as PDF. Raises ``PangoMissing`` on a machine that can't make one."""
    return pdf.render(report_html(table, hide=hide), title=TITLE, css=pdf.styles(STYLES))


def _city(table: Table, hide: Hide) -> dict[str, object]:
    """The sums of the whole city in words."""
    total, public = table.total, is_public(table.total)
    reasons, suspicions = total.reasons, total.suspicions
    few = whole(total.youths, hide, public)
    return {
        "youths": HIDDEN if few else total.youths,
        "ended": share(total.ended, few or whole(total.ended.yes, hide, public)),
        "sentenced": share(total.sentenced, few or whole(total.sentenced.yes, hide, public)),
        "ages": _ages(total.ages, hide, public),
        "reasons": breakdown(by_label(reasons, Outcome), reasons.missing, hide, public),
        "reasons_known": known(reasons, hide, public),
        "suspicions": breakdown(by_label(suspicions, Suspicion), suspicions.missing, hide, public),
        "suspicions_known": known(suspicions, hide, public),
    }


def _ages(ages: Ages, hide: Hide, public: bool) -> list[Cell]:
    """Age by age; nothing where most are known only by the bounds of their stadsdel."""
    if ages.missing * 2 > ages.denominator:
        return []
    counts = {f"{years} år": number for years, number in ages.exact.items()}
    return breakdown(counts, ages.missing, hide, public)


def _work(table: Table) -> Iterator[tuple[str, str]]:
    """How the work went in the whole city: pairs of what and how."""
    districts = District.objects.in_force(table.period.last)
    told: Work = add_work(in_each(districts, work, table.period).values(), table.period)
    yield "Mediantid från aktualisering till inskrivning", _median(told.days_to_enrolment)
    yield "Mediantid från aktualisering till första mötet", _median(told.days_to_meeting)
    yield "Möten inom intervallet, fyra eller fem veckor", _times(told.inside_interval)
    for kind, came in told.attendance.items():
        yield f"Kom till mötet när den var kallad: {AgencyKind(kind).label}", _times(came)


def _median(spread: Spread) -> str:
    if not spread.known:
        return MISSING
    if spread.known < settings.SMALL_CELL_THRESHOLD or spread.median is None:
        return HIDDEN
    return f"{days(spread.median)}, räknat på {spread.known} av {spread.denominator}"


def _times(count: Count) -> str:
    if not count.denominator:
        return MISSING
    few = count.denominator < settings.SMALL_CELL_THRESHOLD
    return HIDDEN if few else share(count)
