"""The annual report: its author writes the texts and signs. The figures are counted, never typed."""

from audit.log import audited
from cases.signing import put_signature, refuse_when_signed
from followup.models import AnnualReport
from organisation.models import User
from organisation.roles import Role
from sig.lib.rules import Blocker, Refused


NAME = "Årsrapporten"


@audited("report.saved")
def save_report(*, report: AnnualReport, by: User) -> AnnualReport:
    """Save the period and the texts; the first to do so is the author.

    Raises ``Refused`` when ``by`` isn't uppföljare for the whole city or the report is signed, and
    ``Stale`` when a colleague has saved it.
    """
    _require_author(report, by)
    _refuse_overlap(report)
    report.author = report.author or by
    report.save_version(by=by)
    return report


@audited("report.signed")
def sign_report(*, report: AnnualReport, by: User) -> AnnualReport:
    """Sign the report. Locked from then on (R51). Raises ``Refused`` without a summary."""
    _require_author(report, by)
    if not report.summary.strip():
        raise Refused(Blocker("Årsrapporten saknar sammanfattning.", "R51"))
    return put_signature(report, by)


def _refuse_overlap(report: AnnualReport) -> None:
    """Two reports on nearly the same days could be subtracted from each other (R44).

    What an earlier report told is public already.
    """
    others = AnnualReport.objects.filter(source="").exclude(pk=report.pk)
    other = others.filter(from_on__lt=report.before, before__gt=report.from_on).first()
    if other:
        raise Refused(Blocker(f"Dagarna räknas redan i rapporten för {other.in_words}.", "R44"))


def _require_author(report: AnnualReport, by: User) -> None:
    if not any(role.role == Role.ANALYST and role.district_id is None for role in by.roles):
        raise Refused(Blocker("Bara den som är uppföljare för hela staden skriver rapporten.", ""))
    refuse_when_signed(report, NAME, "")
