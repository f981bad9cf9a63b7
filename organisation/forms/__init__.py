from organisation.forms.deputies import DeputyForm
from organisation.forms.mail import MailForm
from organisation.forms.safety import SendForm, TalkForm, TalkMeasureForm


__all__ = ["DeputyForm", "MailForm", "SendForm", "TalkForm", "TalkMeasureForm"]
