from cases.models.cases import (
    Case,
    CaseQuerySet,
    CaseRole,
    Disqualification,
    OfCase,
    Outcome,
    Step,
)
from cases.models.decisions import Criteria, Decision, DecisionStatus, InsatsConsent
from cases.models.journal import JournalEntry
from cases.models.needs import Area, NeedsArea, NeedsInventory
from cases.models.people import NumberKind, Person, Protection
from cases.models.referrals import Referral, ReferralKind, Route
from cases.models.threats import ThreatAssessment, ThreatDecision, ThreatLevel


__all__ = [
    "Area",
    "Case",
    "CaseQuerySet",
    "CaseRole",
    "Criteria",
    "Decision",
    "DecisionStatus",
    "Disqualification",
    "InsatsConsent",
    "JournalEntry",
    "NeedsArea",
    "NeedsInventory",
    "NumberKind",
    "OfCase",
    "Outcome",
    "Person",
    "Protection",
    "Referral",
    "ReferralKind",
    "Route",
    "Step",
    "ThreatAssessment",
    "ThreatDecision",
    "ThreatLevel",
]
