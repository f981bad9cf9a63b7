from organisation.forms.agreements import ActionPlanForm, AgreementForm, PictureForm
from organisation.forms.contacts import ContactForm, ListFilter
from organisation.forms.deputies import DeputyForm
from organisation.forms.mail import MailForm


__all__ = [
    "ActionPlanForm",
    "AgreementForm",
    "PictureForm",
    "ContactForm",
    "DeputyForm",
    "ListFilter",
    "MailForm",
]
