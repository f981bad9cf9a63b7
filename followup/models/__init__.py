from followup.models.afterwards import AfterCheck
from followup.models.assessments import Assessment, AssessmentArea
from followup.models.checklist import Checklist, ChecklistAnswer
from followup.models.deviations import Deviation, DeviationStep, LeadMinutesItem
from followup.models.discharge import ContactAttempt, Discharge, Reopening
from followup.models.history import History
from followup.models.lead_group import LeadMinutes
from followup.models.reports import AnnualReport, ReportNote
from followup.models.submissions import (
    CentralRecord,
    CompletenessCount,
    Progress,
    Release,
    SubmissionReceipt,
)
from followup.models.transfers import Transfer, TransferDocument, TransferGround, TransferStatus


__all__ = [
    "AfterCheck",
    "AnnualReport",
    "Assessment",
    "AssessmentArea",
    "CentralRecord",
    "CompletenessCount",
    "Checklist",
    "ChecklistAnswer",
    "ContactAttempt",
    "Deviation",
    "DeviationStep",
    "Discharge",
    "History",
    "ReportNote",
    "Progress",
    "Release",
    "LeadMinutes",
    "LeadMinutesItem",
    "Reopening",
    "SubmissionReceipt",
    "Transfer",
    "TransferDocument",
    "TransferGround",
    "TransferStatus",
]
