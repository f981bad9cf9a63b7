from cases.models.cases import Case, CaseQuerySet, CaseRole, OfCase, Outcome, Step
from cases.models.decisions import Criteria, Decision, DecisionStatus, InsatsConsent
from cases.models.drafts import Draft
from cases.models.journal import JournalEntry
from cases.models.needs import (
    Area,
    NeedsArea,
    NeedsContact,
    NeedsInventory,
    NeedsSupport,
    NeedsTalk,
)
from cases.models.people import NumberKind, Person, Protection
from cases.models.referrals import Referral, ReferralKind, Route
from cases.models.rows import Row
from cases.models.threats import (
    ThreatAssessment,
    ThreatDecision,
    ThreatLevel,
    ThreatMeasure,
    ThreatReading,
    ThreatSource,
)


__all__ = [
    "Area",
    "Case",
    "CaseQuerySet",
    "CaseRole",
    "Criteria",
    "Decision",
    "DecisionStatus",
    "Draft",
    "InsatsConsent",
    "JournalEntry",
    "NeedsArea",
    "NeedsContact",
    "NeedsInventory",
    "NeedsSupport",
    "NeedsTalk",
    "NumberKind",
    "OfCase",
    "Outcome",
    "Person",
    "Protection",
    "Referral",
    "ReferralKind",
    "Route",
    "Row",
    "Step",
    "ThreatAssessment",
    "ThreatDecision",
    "ThreatLevel",
    "ThreatMeasure",
    "ThreatReading",
    "ThreatSource",
]
