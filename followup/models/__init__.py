from followup.models.afterwards import AfterCheck
from followup.models.assessments import Assessment, AssessmentArea
from followup.models.checklist import Checklist, ChecklistAnswer
from followup.models.deviations import Deviation, DeviationStep, LeadMinutesItem
from followup.models.discharge import ContactAttempt, Discharge, Reopening
from followup.models.lead_group import LeadMinutes
from followup.models.transfers import Transfer, TransferDocument, TransferGround, TransferStatus


__all__ = [
    "AfterCheck",
    "Assessment",
    "AssessmentArea",
    "Checklist",
    "ChecklistAnswer",
    "ContactAttempt",
    "Deviation",
    "DeviationStep",
    "Discharge",
    "LeadMinutes",
    "LeadMinutesItem",
    "Reopening",
    "Transfer",
    "TransferDocument",
    "TransferGround",
    "TransferStatus",
]
