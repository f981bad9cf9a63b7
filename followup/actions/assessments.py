"""Form 3.4: begun, saved part by part, and signed."""

from collections.abc import Collection, Mapping

from audit.log import audited
from cases.access import lock_case
from cases.models import Case
from cases.rules import case_is_open
from cases.signing import put_signature, refuse_when_signed
from followup.course import known_counts
from followup.models import Assessment, AssessmentArea
from followup.rules import assessment_gaps, is_enrolled
from organisation.models import ListItem, ListKind, User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


NAME = "Bedömningen"
PAGE = "followup:assessment"


@audited("assessment.started")
def start_assessment(*, case: Case, by: User) -> Assessment:
    """The next assessment as a draft, or the draft that is open: so no second before the first (R24).

    Raises ``Refused`` when the case is closed or the person isn't enrolled.
    """
    case = lock_case(case)
    require(case, by, case_is_open, is_enrolled)
    if draft := Assessment.objects.of(case).draft().first():
        return draft
    number = Assessment.objects.of(case).count() + 1
    assessment = Assessment(case=case, number=number, begun_on=today(), made_on=today())
    assessment.insert()
    for item in ListItem.objects.of(ListKind.AREA).in_force(assessment.begun_on):
        AssessmentArea.objects.create(
            case=case,
            assessment=assessment,
            area=item.code,
            label=item.label,
            position=item.position,
        )
    return assessment


@audited("assessment.saved")
def save_answers(*, assessment: Assessment, fields: Collection[str], by: User) -> Assessment:
    """Save ``fields``, which are a part of the form. Raises ``Stale`` when a colleague has saved it."""
    _require_draft(assessment, by)
    assessment.save_version(by=by, fields=fields)
    return assessment


@audited("assessment.saved")
def save_levels(*, assessment: Assessment, levels: Mapping[str, str], by: User) -> Assessment:
    """Save the level of each area, by its code. Raises ``Stale`` when a colleague has saved it."""
    _require_draft(assessment, by)
    assessment.save_version(by=by, fields=())
    for area in AssessmentArea.objects.of(assessment.case).filter(assessment=assessment):
        area.case = assessment.case
        area.level = levels[area.area]
        area.save(update_fields=["level"])
    return assessment


@audited("assessment.signed")
def sign_assessment(*, assessment: Assessment, by: User) -> Assessment:
    """Sign form 3.4, with what the plan and the meetings tell. Locked from then on (R51).

    Raises ``Refused`` with everything that is left.
    """
    _require_draft(assessment, by)
    if gaps := assessment_gaps(assessment):
        raise Refused(*(Blocker(gap.sentence, "R24", PAGE) for gap in gaps))
    for field, count in known_counts(assessment.case, today()).items():
        setattr(assessment, field, count)
    return put_signature(assessment, by)


def _require_draft(assessment: Assessment, by: User) -> None:
    require(lock_case(assessment.case), by, case_is_open)
    refuse_when_signed(assessment, NAME, PAGE)
