from organisation.forms.contacts import ContactForm, ListFilter
from organisation.forms.deputies import DeputyForm
from organisation.forms.mail import MailForm


__all__ = ["ContactForm", "DeputyForm", "ListFilter", "MailForm"]
