from cases.models.cases import Case, CaseQuerySet, CaseRole, OfCase, Outcome, Step
from cases.models.decisions import Criteria, Decision, DecisionStatus, InsatsConsent
from cases.models.journal import JournalEntry
from cases.models.needs import Area, NeedsArea, NeedsInventory
from cases.models.people import ADULT, NumberKind, Person, Protection
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
    "Todo",
]
