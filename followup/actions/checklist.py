"""Answering the stadsdel's checklist question by question, and signing it."""

from django.utils import timezone

from audit.log import audited
from followup.models import Checklist, ChecklistAnswer
from followup.rules import all_questions_answered, tells_who
from organisation.access import may
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


@audited("checklist.answered")
def answer_question(*, answer: ChecklistAnswer, by: User) -> ChecklistAnswer:
    """Save the answer to one question; the year's first answer begins the checklist.

    Raises ``Refused`` for a signed checklist and another year than this and the last, when the
    words tell of somebody, and when a no isn't dealt with; ``Stale`` when somebody saved meanwhile.
    """
    _refuse_wrong(answer.checklist, by)
    checklist = _locked(answer.checklist)
    _refuse_signed(checklist)
    if sentence := tells_who(f"{answer.evidence}\n{answer.measure}\n{answer.responsible}"):
        raise Refused(Blocker(sentence, "R47"))
    is_no = answer.answer == ChecklistAnswer.Answer.NO
    if is_no and not (answer.measure and answer.responsible and answer.due_on):
        raise Refused(Blocker("Ett nej behöver vad ni gör åt det, vem och till när.", "R59"))
    answer.checklist, answer.district = checklist, checklist.district
    answer.save_version(by=by)
    return answer


@audited("checklist.signed")
def sign_checklist(*, checklist: Checklist, by: User) -> Checklist:
    """Sign the year's checklist; it is locked (R51). Pressed twice, it is signed once.

    Raises ``Refused`` when a question isn't answered (R59).
    """
    _refuse_wrong(checklist, by)
    checklist = _locked(checklist)
    if checklist.is_signed:
        return checklist
    require(checklist, by, all_questions_answered)
    checklist.signed_at, checklist.signed_by = timezone.now(), by
    checklist.signed_title = by.title
    checklist.save()
    return checklist


def _locked(checklist: Checklist) -> Checklist:
    """The stadsdel's one checklist of the year, begun when it is first written in."""
    district, year = checklist.district, checklist.year
    Checklist.objects.get_or_create(district=district, year=year)
    locked = Checklist.objects.select_for_update(of=("self",)).select_related("district")
    return locked.get(district=district, year=year)


def _refuse_wrong(checklist: Checklist, by: User) -> None:
    if not may(by, Permission.ANSWER_CHECKLIST, checklist.district_id):
        raise Refused(Blocker("Bara stadsdelens enhetschef svarar på checklistan.", "R59"))
    if not today().year - 1 <= checklist.year <= today().year:
        raise Refused(Blocker("Checklistan gäller i år eller förra året.", "R59"))


def _refuse_signed(checklist: Checklist) -> None:
    if checklist.is_signed:
        raise Refused(Blocker("Checklistan är påskriven och kan inte ändras.", "R51"))
