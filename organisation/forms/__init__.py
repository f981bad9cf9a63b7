from organisation.forms.deputies import DeputyForm
from organisation.forms.mail import MailForm


__all__ = ["DeputyForm", "MailForm"]
