"""Form 3.3: saved as a draft, signed, read and decided on by the manager, corrected by a new version."""

from collections.abc import Iterable

from audit.log import audited
from cases.access import lock_case
from cases.models import (
    Row,
    ThreatAssessment,
    ThreatDecision,
    ThreatMeasure,
    ThreatReading,
    ThreatSource,
)
from cases.rules import case_is_open, threat_gaps, threat_row_gaps
from cases.signing import copied, copy_rows, put_signature, refuse_when_signed
from organisation.models import User
from sig.lib.rules import Blocker, Refused, require


NAME = "Hotbildsbedömningen"
PAGE = "cases:threat"
ROWS: tuple[type[Row], ...] = (ThreatSource, ThreatMeasure)


@audited("threat.saved")
def save_threat(
    *, assessment: ThreatAssessment, rows: Iterable[Row] = (), by: User
) -> ThreatAssessment:
    """Save form 3.3 as a draft, whatever is missing. The same form sent twice makes one.

    Raises ``Stale`` when a colleague has saved it meanwhile.
    """
    require(assessment.case, by, case_is_open)
    refuse_when_signed(assessment, NAME, PAGE)
    assessment.save_version(by=by)
    for row in rows:
        row.save_version(by=by)
    return assessment


@audited("threat.signed")
def sign_threat(*, assessment: ThreatAssessment, by: User) -> ThreatAssessment:
    """Sign form 3.3. From now on it waits on the manager's Min dag (R37)."""
    require(assessment.case, by, case_is_open)
    refuse_when_signed(assessment, NAME, PAGE)
    if gaps := [*threat_gaps(assessment).values(), *threat_row_gaps(assessment)]:
        raise Refused(*(Blocker(gap, "R21", PAGE) for gap in gaps))
    put_signature(assessment, by)
    return assessment


@audited("threat.corrected")
def correct_threat(*, assessment: ThreatAssessment, reason: str, by: User) -> ThreatAssessment:
    """A draft that says what the signed one says, to be mended and signed. The old one stays (R52)."""
    case = assessment.case
    require(case, by, case_is_open)
    lock_case(case)
    if ThreatAssessment.objects.of(case).filter(signed_at__isnull=True).exists():
        raise Refused(Blocker("Ett utkast är redan öppet. Skriv på det först.", "R52", PAGE))
    new = copied(assessment, corrects=assessment, correction_reason=reason)
    new.save_version(by=by)
    for model in ROWS:
        kept = model.objects.of(case).kept().filter(**{"assessment": assessment})
        copy_rows(kept, by=by, case=case, assessment=new)
    return new


@audited("threat.manager_read")
def note_reading(*, assessment: ThreatAssessment, by: User) -> ThreatReading:
    """The manager has the assessment before their eyes: it is no longer unread (R37)."""
    reading, _ = ThreatReading.objects.get_or_create(
        case=assessment.case, assessment=assessment, user=by
    )
    return reading


@audited("threat.decided")
def decide_measures(*, decision: ThreatDecision, by: User) -> ThreatDecision:
    """The manager's decision on measures. Raises ``Refused`` when one is already taken."""
    require(decision.case, by, case_is_open)
    lock_case(decision.case)
    if ThreatDecision.objects.filter(assessment=decision.assessment).exists():
        raise Refused(Blocker("Åtgärderna är redan beslutade.", "R37", PAGE))
    decision.decided_by = by
    decision.save()
    return decision
