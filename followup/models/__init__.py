from followup.models.afterwards import AfterCheck
from followup.models.assessments import Assessment, AssessmentArea
from followup.models.discharge import ContactAttempt, Discharge, Reopening
from followup.models.history import History
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
    "ContactAttempt",
    "Discharge",
    "History",
    "ReportNote",
    "Progress",
    "Release",
    "Reopening",
    "SubmissionReceipt",
    "Transfer",
    "TransferDocument",
    "TransferGround",
    "TransferStatus",
]
