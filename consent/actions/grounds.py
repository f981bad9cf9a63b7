"""Disclosure without consent, on a paragraph (R16): asked for, decided by a manager, then carried out."""

from django.utils import timezone

from audit.log import audited
from consent.actions.disclosures import disclose
from consent.actions.locking import lock_open
from consent.models import Disclosure, DocumentKind, Ground
from consent.rules import paragraph_refusal
from organisation.models import User
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


def _refuse(sentence: str | None, rule: str) -> None:
    if sentence:
        raise Refused(Blocker(sentence, rule, "consent:list"))


@audited("ground.asked")
def ask_ground(*, ground: Ground, by: User) -> Ground:
    """Ask the manager to let something leave without consent. Nothing leaves by asking.

    Raises ``Refused`` when nothing is weighed, when the paragraph isn't in force or doesn't reach
    this person or recipient (R16, R17, R58), or when the recipient is another stadsdel's.
    """
    lock_open(ground.case, by)
    if again := ground.already():
        return again
    if not ground.weighing.strip():
        _refuse("Prövningen är inte skriven.", "R16")
    if ground.agency.district_id != ground.case.district_id:
        _refuse("Mottagaren finns inte på stadsdelens kontaktlista.", "R10")
    _refuse(paragraph_refusal(ground.case, ground.agency, ground.reference, today()), "R16")
    ground.asked_by = by
    ground.insert()
    return ground


@audited("ground.decided")
def decide_ground(*, ground: Ground, approved: bool, answer: str, by: User) -> Ground:
    """The manager approves or refuses. It is decided once, and never by the one who asked.

    Raises ``Refused`` for one's own request, one already decided, and a refusal without a reason.
    """
    ground.case = lock_open(ground.case, by)
    ground.refresh_from_db(fields=["approved"])
    if ground.approved is not None:
        _refuse("Begäran är redan beslutad.", "R16")
    if ground.asked_by_id == by.pk:
        _refuse("Du har själv begärt utlämnandet och kan inte besluta om det.", "R16")
    if not approved and not answer.strip():
        _refuse("Skriv skälet till att uppgifterna inte lämnas ut.", "R16")
    ground.approved, ground.answer = approved, answer
    ground.decided_by, ground.decided_at = by, timezone.now()
    ground.save(update_fields=["approved", "answer", "decided_by", "decided_at"])
    return ground


def disclose_on_ground(*, ground: Ground, by: User) -> Disclosure:
    """Carry out what was approved, through the one door out. Pressed twice, it leaves once."""
    ground.case = lock_open(ground.case, by)
    carried_out = Disclosure.objects.of(ground.case).filter(ground=ground)
    return carried_out.first() or disclose(
        case=ground.case,
        agency=ground.agency,
        document=DocumentKind.STATUTORY,
        kinds=ground.kinds,
        ground=ground,
        by=by,
    )
