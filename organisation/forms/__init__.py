from organisation.forms.appointments import RoleForm
from organisation.forms.competence import CandidateForm, CompetenceForm
from organisation.forms.deputies import DeputyForm
from organisation.forms.mail import MailForm
from organisation.forms.safety import SendForm, TalkForm, TalkMeasureForm
from organisation.forms.settings import EndLawForm, EndLineForm, LawForm, LineForm, SettingForm
from organisation.forms.users import NewUserForm, ShownForm, UserForm


__all__ = [
    "CandidateForm",
    "CompetenceForm",
    "DeputyForm",
    "EndLawForm",
    "EndLineForm",
    "LawForm",
    "LineForm",
    "MailForm",
    "NewUserForm",
    "RoleForm",
    "SendForm",
    "SettingForm",
    "ShownForm",
    "TalkForm",
    "TalkMeasureForm",
    "UserForm",
]
