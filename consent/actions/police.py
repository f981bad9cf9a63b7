"""The question to the police on suitability, and their answer."""

from uuid import UUID

from django.utils.timezone import localdate

from audit.log import audited
from cases.models import Case
from consent.actions.disclosures import disclose
from consent.actions.locking import lock_open
from consent.models import (
    DocumentKind,
    InformationKind,
    PoliceAnswer,
    PoliceRequest,
)
from organisation.models import Agency, AgencyKind, User
from sig.lib.dates import swedish, today
from sig.lib.rules import Blocker, Refused


# What a request to the police tells by being sent: who it is about, and why we ask.
POLICE_REQUEST_KINDS = [InformationKind.IDENTITY, InformationKind.CRIME]


@audited("police.asked")
def ask_police(*, case: Case, agency: Agency, request_id: UUID, by: User) -> PoliceRequest:
    """Ask the police about suitability, on a consent that names them (R9).

    Raises ``Refused`` when no row covers it, or when a question already waits for its answer.
    """
    lock_open(case, by)
    question = PoliceRequest(id=request_id, case=case, asked_on=today(), asked_by=by)
    if again := question.already():
        return again
    if agency.kind != AgencyKind.POLICE:
        raise Refused(Blocker("Frågan kan bara ställas till polisen.", "R9", "consent:police"))
    if PoliceRequest.objects.of(case).waiting().exists():
        raise Refused(Blocker("En begäran väntar redan på svar.", "R9", "consent:police"))
    question.disclosure = disclose(
        case=case,
        agency=agency,
        document=DocumentKind.POLICE_REQUEST,
        kinds=POLICE_REQUEST_KINDS,
        by=by,
    )
    question.insert()
    return question


@audited("police.answered")
def register_answer(*, answer: PoliceAnswer, by: User) -> PoliceAnswer:
    """Note the police's answer. The same form sent twice notes it once.

    Raises ``Refused`` when the question has another answer: only a new question gets a new one. And
    when the consent that it rests on was withdrawn before the police answered: that answer is sent
    back unread. One given up to the day of the withdrawal was on its way by right, and is noted.
    """
    lock_open(answer.case, by)
    if again := answer.already():
        return again
    if PoliceAnswer.objects.filter(request=answer.request).exists():
        raise Refused(Blocker("Svaret är redan registrerat.", "R12", "consent:police"))
    _refuse_stopped(answer)
    answer.registered_by = by
    answer.clean()
    answer.insert()
    return answer


def _refuse_stopped(answer: PoliceAnswer) -> None:
    # From the row: the question looks answered already, by the answer in hand.
    row = answer.request.disclosure.row
    if row and row.withdrawn_at and answer.answered_on > localdate(row.withdrawn_at):
        taken_out = f"{row.taken_out} {swedish(row.withdrawn_at, year=True)}"
        sentence = (
            f"Begäran är stoppad: medgivandet {taken_out}. Ett senare svar får inte registreras."
        )
        raise Refused(Blocker(sentence, "R11", "consent:police"))
