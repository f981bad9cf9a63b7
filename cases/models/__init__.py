from cases.models.cases import Case, CaseQuerySet, CaseRole, OfCase, Outcome, Step
from cases.models.children import (
    InquiryExtension,
    PreliminaryAssessment,
    ProtectionAssessment,
    is_childs,
)
from cases.models.decisions import Criteria, Decision, DecisionStatus, InsatsConsent
from cases.models.emergency import EmergencyAccess
from cases.models.journal import Dissent, Filing, JournalEntry, NoteKind
from cases.models.needs import Area, NeedsArea, NeedsInventory
from cases.models.people import ADULT, NumberKind, Person, Protection
from cases.models.protection import ProtectionChange
from cases.models.referrals import Referral, ReferralKind, Route
from cases.models.threats import ThreatAssessment, ThreatDecision, ThreatLevel
from cases.models.todos import Todo


__all__ = [
    "ADULT",
    "Area",
    "Case",
    "CaseQuerySet",
    "CaseRole",
    "Criteria",
    "Decision",
    "DecisionStatus",
    "Dissent",
    "EmergencyAccess",
    "Filing",
    "InquiryExtension",
    "InsatsConsent",
    "JournalEntry",
    "NeedsArea",
    "NeedsInventory",
    "NoteKind",
    "NumberKind",
    "OfCase",
    "Outcome",
    "Person",
    "PreliminaryAssessment",
    "Protection",
    "ProtectionAssessment",
    "ProtectionChange",
    "Referral",
    "ReferralKind",
    "Route",
    "Step",
    "ThreatAssessment",
    "ThreatDecision",
    "ThreatLevel",
    "Todo",
    "is_childs",
]
