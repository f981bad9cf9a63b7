from organisation.forms.competence import CandidateForm, CompetenceForm
from organisation.forms.deputies import DeputyForm
from organisation.forms.mail import MailForm
from organisation.forms.safety import SendForm, TalkForm, TalkMeasureForm


__all__ = [
    "CandidateForm",
    "CompetenceForm",
    "DeputyForm",
    "MailForm",
    "SendForm",
    "TalkForm",
    "TalkMeasureForm",
]
