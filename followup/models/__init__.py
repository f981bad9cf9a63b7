from followup.models.afterwards import AfterCheck
from followup.models.assessments import Assessment, AssessmentArea
from followup.models.discharge import ContactAttempt, Discharge, Reopening
from followup.models.history import History
from followup.models.reports import AnnualReport, ReportNote
from followup.models.transfers import Transfer, TransferDocument, TransferGround, TransferStatus


__all__ = [
    "AfterCheck",
    "AnnualReport",
    "Assessment",
    "AssessmentArea",
    "ContactAttempt",
    "Discharge",
    "History",
    "ReportNote",
    "Reopening",
    "Transfer",
    "TransferDocument",
    "TransferGround",
    "TransferStatus",
]
