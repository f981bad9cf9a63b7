from followup.models.afterwards import AfterCheck
from followup.models.assessments import Assessment, AssessmentArea
from followup.models.discharge import ContactAttempt, Discharge, Reopening
from followup.models.transfers import Transfer, TransferDocument, TransferGround, TransferStatus


__all__ = [
    "AfterCheck",
    "Assessment",
    "AssessmentArea",
    "ContactAttempt",
    "Discharge",
    "Reopening",
    "Transfer",
    "TransferDocument",
    "TransferGround",
    "TransferStatus",
]
