"""Information given, consent to share, and everything that left the house on it."""

from consent.models.consents import Consent, ConsentGiver
from consent.models.copies import NumberedCopy
from consent.models.days import last_day, refuse_future
from consent.models.disclosures import Disclosure
from consent.models.grounds import Ground
from consent.models.information import LETTER_VERSION, Information
from consent.models.kinds import DocumentKind, InformationKind
from consent.models.originals import Original
from consent.models.police import PoliceAnswer, PoliceRequest, PoliceResult, latest_answer
from consent.models.rows import ConsentRow, ConsentRowQuerySet


__all__ = [
    "LETTER_VERSION",
    "Consent",
    "ConsentGiver",
    "ConsentRow",
    "ConsentRowQuerySet",
    "Disclosure",
    "DocumentKind",
    "Ground",
    "Information",
    "InformationKind",
    "NumberedCopy",
    "Original",
    "PoliceAnswer",
    "PoliceRequest",
    "PoliceResult",
    "last_day",
    "latest_answer",
    "refuse_future",
]
