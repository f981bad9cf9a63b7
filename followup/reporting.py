"""The annual report as PDF, ordered and fetched as a job: every stadsdel is counted, one at a time.

Who orders it reaches no case (R43). The counting is the system's own, in each stadsdel's context,
and what comes out of it is sums, without the small ones (R44).
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from audit import log
from followup.access import is_analyst, require_analyst
from followup.annual import Table
from followup.documents.annual_report import report_html, report_pdf
from followup.models import AnnualReport
from followup.statistics import Period
from organisation import jobs
from organisation.access import acting_as
from organisation.models import District, Job, JobPart, User
from sig.lib import pdf
from sig.lib.dates import swedish, today
from sig.lib.rules import Blocker, Refused


NO_ACCESS = "Du är inte uppföljare längre."


def order_report(*, report: AnnualReport, key: UUID, by: User) -> Job:
    """Order the PDF. ``key`` is the job's: pressed twice, it is the same job.

    Raises ``Refused`` before the period has ended: two days' figures could be subtracted (R44).
    """
    if report.before > today():
        sentence = (
            f"Siffrorna räknas när perioden är slut, från {swedish(report.before, year=True)}."
        )
        raise Refused(Blocker(sentence, "R44"))
    steps = District.objects.in_force(period_of(report).last).count() + 1  # and the drawing
    return jobs.start(kind=KIND, key=key, district=None, total=steps, about=[report.pk], by=by)


def period_of(report: AnnualReport) -> Period:
    return Period.of(report.from_on, report.before)


def draw(key: UUID, owner: User) -> None:
    """Count and draw, unless it is done. Each stadsdel that has answered moves the bar a step."""
    with acting_as(owner):
        part = jobs.part_taken(key)
        if part is None or part.about is None:
            return
        if not is_analyst(owner):
            jobs.refuse(part, NO_ACCESS)
            return
        report = AnnualReport.objects.select_related("author").get(pk=part.about)
        jobs.begin_again(part.job)
    table = Table.of(period_of(report), report, after=lambda: _step(part, owner))
    file = _file(table)
    with acting_as(owner):
        jobs.put(part, file)


def _step(part: JobPart, owner: User) -> None:
    with acting_as(owner):
        jobs.advance(part.job)


def _file(table: Table) -> jobs.File:
    try:
        return jobs.File(report_pdf(table), "application/pdf", "arsrapport.pdf")
    except pdf.PangoMissing as missing:
        page = report_html(table, notice=str(missing))
        return jobs.File(page.encode(), "text/html", "arsrapport.html")


def _called(user: User, reports: Collection[UUID]) -> Mapping[UUID, str]:
    found = AnnualReport.objects.filter(pk__in=reports) if is_analyst(user) else []
    return {report.pk: f"Årsrapport {report.in_words}" for report in found}


def _opens(user: User, report: UUID) -> None:
    require_analyst(user)
    log.record("report.drawn_read", by=user)


KIND = jobs.Kind(
    code="annual_report",
    title="Årsrapport till socialnämnden",
    task="followup.tasks.draw_report",
    called=_called,
    opens=_opens,
    goes_on=("followup:reports", "Till årsrapporterna"),
)
