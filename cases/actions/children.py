"""What SoL chapter 20 asks for when the case is a child's (R29)."""

from datetime import date
from typing import TypeVar

from audit.log import audited
from cases.deadlines import inquiry_ends
from cases.models import (
    Case,
    InquiryExtension,
    PreliminaryAssessment,
    ProtectionAssessment,
    Referral,
)
from cases.models.children import ChildRecord
from cases.rules import came_as_child, case_is_open
from organisation.models import User
from sig.lib.dates import swedish
from sig.lib.rules import Blocker, Refused, require


Record = TypeVar("Record", bound=ChildRecord)


@audited("child.protection_assessed")
def assess_protection(*, assessment: ProtectionAssessment, by: User) -> ProtectionAssessment:
    """Register the same-day protection assessment (SoL 20:1). A later one is a new row."""
    _refuse_before_referral(assessment.case, assessment.made_on)
    return _register(assessment, by)


@audited("child.preliminary_assessed")
def assess_preliminary(*, assessment: PreliminaryAssessment, by: User) -> PreliminaryAssessment:
    """Register whether an inquiry is opened (SoL 20:2). Its day starts the four months."""
    _refuse_before_referral(assessment.case, assessment.decided_on)
    return _register(assessment, by)


@audited("child.inquiry_extended")
def extend_inquiry(*, extension: InquiryExtension, by: User) -> InquiryExtension:
    """The manager gives the inquiry a later last day, with special reasons (SoL 20:3).

    Raises ``Refused`` when no inquiry is opened, and when the day isn't later than the one in force.
    """
    if again := extension.already():
        return again
    due = inquiry_ends(extension.case)
    if due is None:
        raise _refused("Ingen utredning är inledd.")
    if extension.extended_to <= due:
        raise _refused(f"Utredningen ska redan vara klar senast {swedish(due, year=True)}.")
    return _register(extension, by)


def _refused(sentence: str) -> Refused:
    return Refused(Blocker(sentence, "R29", "cases:referral"))


def _refuse_before_referral(case: Case, day: date) -> None:
    referral = Referral.objects.of(case).first()
    if referral and day < referral.received_on:
        came = swedish(referral.received_on, year=True)
        raise _refused(f"Dagen ligger före den dag då ärendet kom in, {came}.")


def _register(record: Record, by: User) -> Record:
    require(record.case, by, case_is_open)
    if not came_as_child(record.case):
        raise _refused("Personen var inte under 18 år när ärendet kom in.")
    if again := record.already():
        return again
    record.registered_by = by
    record.insert()
    return record
