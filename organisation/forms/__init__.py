from organisation.forms.agreements import ActionPlanForm, AgreementForm, PictureForm
from organisation.forms.appointments import RoleForm
from organisation.forms.competence import CandidateForm, CompetenceForm
from organisation.forms.contacts import ContactForm, ListFilter
from organisation.forms.deputies import DeputyForm
from organisation.forms.mail import MailForm
from organisation.forms.safety import SendForm, TalkForm, TalkMeasureForm
from organisation.forms.settings import EndLawForm, EndLineForm, LawForm, LineForm, SettingForm
from organisation.forms.successions import SuccessionForm
from organisation.forms.users import NewUserForm, ShownForm, UserForm


__all__ = [
    "ActionPlanForm",
    "AgreementForm",
    "CandidateForm",
    "CompetenceForm",
    "ContactForm",
    "DeputyForm",
    "EndLawForm",
    "EndLineForm",
    "LawForm",
    "LineForm",
    "ListFilter",
    "MailForm",
    "NewUserForm",
    "PictureForm",
    "RoleForm",
    "SendForm",
    "SettingForm",
    "ShownForm",
    "SuccessionForm",
    "TalkForm",
    "TalkMeasureForm",
    "UserForm",
]
