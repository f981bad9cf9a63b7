from cases.models.cases import (
    Case,
    CaseQuerySet,
    CaseRole,
    Disqualification,
    OfCase,
    Outcome,
    Step,
)
from cases.models.children import (
    InquiryExtension,
    PreliminaryAssessment,
    ProtectionAssessment,
    is_childs,
)
from cases.models.court import CourtStatement
from cases.models.decisions import Criteria, Decision, DecisionStatus, InsatsConsent
from cases.models.drafts import Draft
from cases.models.emergency import EmergencyAccess
from cases.models.imports import CaseImport, Imported, ImportRow
from cases.models.journal import Dissent, Filing, JournalEntry, NoteKind
from cases.models.needs import (
    Area,
    NeedsArea,
    NeedsContact,
    NeedsInventory,
    NeedsPart,
    NeedsSupport,
    NeedsTalk,
)
from cases.models.notices import Notice
from cases.models.people import ADULT, NumberKind, Person, Protection
from cases.models.protection import ProtectionChange
from cases.models.reconciliations import Reconciled, Reconciliation, reconciled_last
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
from cases.models.todos import Todo


__all__ = [
    "ADULT",
    "Area",
    "Case",
    "CaseImport",
    "CaseQuerySet",
    "CaseRole",
    "CourtStatement",
    "Criteria",
    "Decision",
    "DecisionStatus",
    "Disqualification",
    "Dissent",
    "EmergencyAccess",
    "Filing",
    "ImportRow",
    "Imported",
    "InquiryExtension",
    "Draft",
    "InsatsConsent",
    "JournalEntry",
    "NeedsArea",
    "NeedsContact",
    "NeedsInventory",
    "NeedsPart",
    "NoteKind",
    "Notice",
    "NeedsSupport",
    "NeedsTalk",
    "NumberKind",
    "OfCase",
    "Outcome",
    "Person",
    "PreliminaryAssessment",
    "Protection",
    "ProtectionAssessment",
    "ProtectionChange",
    "Reconciled",
    "Reconciliation",
    "Referral",
    "ReferralKind",
    "Route",
    "Row",
    "Step",
    "ThreatAssessment",
    "ThreatDecision",
    "ThreatLevel",
    "Todo",
    "is_childs",
    "reconciled_last",
    "ThreatMeasure",
    "ThreatReading",
    "ThreatSource",
]
