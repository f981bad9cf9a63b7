from organisation.models.agencies import Agency, AgencyKind
from organisation.models.agreements import ActionPlan, Agreement, SituationPicture
from organisation.models.appointments import Appointment, AppointmentReview, RoleGroup
from organisation.models.competence import CompetenceRating, CompetenceRecord, Degree
from organisation.models.contacts import Contact
from organisation.models.deputies import Deputy
from organisation.models.districts import District, Succession
from organisation.models.jobs import Job, JobPart, JobState
from organisation.models.law import LegalReference
from organisation.models.lists import ListItem, ListKind
from organisation.models.programmes import MeetingType, Programme, ProgrammeSetting
from organisation.models.safety import SafetyTalk, TalkAnswer, TalkMeasure
from organisation.models.successions import PlanKind, SuccessionPlan
from organisation.models.users import (
    DistrictGroupPermission,
    DistrictUserPermission,
    MailChoice,
    User,
)


__all__ = [
    "ActionPlan",
    "Agency",
    "AgencyKind",
    "Agreement",
    "Appointment",
    "AppointmentReview",
    "CompetenceRating",
    "CompetenceRecord",
    "Contact",
    "Degree",
    "Deputy",
    "District",
    "DistrictGroupPermission",
    "DistrictUserPermission",
    "Job",
    "JobPart",
    "JobState",
    "LegalReference",
    "ListItem",
    "ListKind",
    "MailChoice",
    "MeetingType",
    "PlanKind",
    "Programme",
    "ProgrammeSetting",
    "RoleGroup",
    "SafetyTalk",
    "SituationPicture",
    "Succession",
    "SuccessionPlan",
    "TalkAnswer",
    "TalkMeasure",
    "User",
]
