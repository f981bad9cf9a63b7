from organisation.models.agencies import Agency, AgencyKind
from organisation.models.agreements import ActionPlan, Agreement, SituationPicture
from organisation.models.contacts import Contact
from organisation.models.deputies import Deputy
from organisation.models.districts import District, Succession
from organisation.models.jobs import Job, JobPart, JobState
from organisation.models.law import LegalReference
from organisation.models.lists import ListItem, ListKind
from organisation.models.programmes import MeetingType, Programme, ProgrammeSetting
from organisation.models.users import (
    DistrictGroupPermission,
    DistrictUserPermission,
    MailChoice,
    RoleGroup,
    User,
)


__all__ = [
    "ActionPlan",
    "Agency",
    "AgencyKind",
    "Agreement",
    "Contact",
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
    "Programme",
    "ProgrammeSetting",
    "RoleGroup",
    "SituationPicture",
    "Succession",
    "User",
]
