from organisation.forms.appointments import RoleForm
from organisation.forms.deputies import DeputyForm
from organisation.forms.mail import MailForm
from organisation.forms.users import NewUserForm, ShownForm, UserForm


__all__ = ["DeputyForm", "MailForm", "NewUserForm", "RoleForm", "ShownForm", "UserForm"]
