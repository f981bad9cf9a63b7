"""How a child's case stands against the law's clocks, in words (R29). For adults there are none."""

from dataclasses import dataclass
from datetime import date

from cases.clocks import in_words, inquiry_due, preliminary_due
from cases.models import (
    Case,
    InquiryExtension,
    PreliminaryAssessment,
    ProtectionAssessment,
    Referral,
    Step,
)
from cases.rules import ADULT, age


INQUIRING = (Step.INVESTIGATION, Step.DECISION)
SOON = 7  # days


@dataclass(frozen=True)
class Deadline:
    """One clock that runs: the sentence, its tag and tone."""

    sentence: str
    tag: str
    tone: str


def deadlines(case: Case, today: date) -> list[Deadline]:
    """The clocks that run in the case on ``today``, the nearest step first."""
    if case.closed_at or case.step not in (Step.REFERRAL, *INQUIRING):
        return []
    referral = Referral.objects.of(case).first()
    if referral is None or age(case, referral.received_on) >= ADULT:
        return []
    if case.step in INQUIRING:
        due = inquiry_ends(case)
        return [_deadline("Utredningen", due, today)] if due else []
    return [*_protection(case), *_preliminary(case, referral, today)]


def inquiry_ends(case: Case) -> date | None:
    """The last day for the inquiry, with any extension; None when none has been opened."""
    opened = PreliminaryAssessment.objects.of(case).opening().latest_first().first()
    if opened is None:
        return None
    extension = InquiryExtension.objects.of(case).latest_first().first()
    return inquiry_due(opened.decided_on, extension.extended_to if extension else None)


def _protection(case: Case) -> list[Deadline]:
    if ProtectionAssessment.objects.of(case).exists():
        return []
    sentence = "Skyddsbedömningen saknas. Den ska göras samma dag som ärendet kommer in."
    return [Deadline(sentence, "Försenat", "late")]


def _preliminary(case: Case, referral: Referral, today: date) -> list[Deadline]:
    decided = PreliminaryAssessment.objects.of(case).latest_first().first()
    if decided is None:
        return [_deadline("Förhandsbedömningen", preliminary_due(referral.received_on), today)]
    due = inquiry_ends(case) if decided.opens_inquiry else None
    return [_deadline("Utredningen", due, today)] if due else []


def _deadline(what: str, due: date, today: date) -> Deadline:
    left = (due - today).days
    tag, tone = ("Försenat", "late") if left < 0 else ("Pågår", "plain")
    if 0 <= left <= SOON:
        tag, tone = "Snart", "soon"
    return Deadline(in_words(what, due, today), tag, tone)
