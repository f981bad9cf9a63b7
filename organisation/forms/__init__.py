from organisation.forms.appointments import RoleForm
from organisation.forms.deputies import DeputyForm
from organisation.forms.mail import MailForm
from organisation.forms.settings import EndLawForm, EndLineForm, LawForm, LineForm, SettingForm
from organisation.forms.users import NewUserForm, ShownForm, UserForm


__all__ = [
    "DeputyForm",
    "EndLawForm",
    "EndLineForm",
    "LawForm",
    "LineForm",
    "MailForm",
    "NewUserForm",
    "RoleForm",
    "SettingForm",
    "ShownForm",
    "UserForm",
]
