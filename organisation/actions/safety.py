"""Holding a safety talk: begun, gone through, signed, acknowledged, sent (form 2.0, R39)."""

from collections.abc import Iterable

from django.utils import timezone

from audit.log import audited
from organisation.models import SafetyTalk, TalkAnswer, TalkMeasure, User
from organisation.personnel import leads
from organisation.roles import Role
from organisation.rules.safety import (
    checklists_gone_through,
    reactive_gone_through,
    signed_before_sent,
)
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


@audited("talk.started")
def start_talk(*, talk: SafetyTalk, by: User) -> SafetyTalk:
    """Begin a talk with an employee. The draft that there is already comes back.

    Raises ``Refused`` when ``by`` isn't the employee's own manager.
    """
    drafts = SafetyTalk.objects.drafts().filter(district=talk.district, employee=talk.employee)
    _refuse_stranger(talk, by)
    if again := drafts.first():
        return again
    talk.leader, talk.employee_title = by, talk.employee.title
    talk.insert()
    return talk


@audited("talk.saved")
def save_talk(*, talk: SafetyTalk, answers: Iterable[TalkAnswer], by: User) -> SafetyTalk:
    """Save what was gone through so far, with the answers of both checklists.

    Raises ``Refused`` for a signed talk and a day to come, ``Stale`` when somebody saved meanwhile.
    """
    _locked(talk, by)
    if talk.held_on > today():
        raise Refused(Blocker("Samtalet är inte hållet. Välj i dag eller en tidigare dag.", "R39"))
    talk.save_version(by=by)
    for answer in answers:
        TalkAnswer.objects.update_or_create(
            talk=talk,
            kind=answer.kind,
            code=answer.code,
            defaults={"answer": answer.answer, "comment": answer.comment},
        )
    return talk


@audited("talk.measure_added")
def add_measure(*, measure: TalkMeasure, by: User) -> TalkMeasure:
    """Write down what was decided. The same form sent twice does it once."""
    if again := TalkMeasure.objects.filter(pk=measure.pk, talk=measure.talk).first():
        return again
    _locked(measure.talk, by)
    measure.insert()
    return measure


@audited("talk.measure_dropped")
def drop_measure(*, measure: TalkMeasure, by: User) -> TalkMeasure:
    """Take a measure out of the draft. The row stays, unseen."""
    _locked(measure.talk, by)
    measure.dropped_at = timezone.now()
    measure.save(update_fields=["dropped_at"])
    return measure


@audited("talk.measure_done")
def finish_measure(*, measure: TalkMeasure, by: User) -> TalkMeasure:
    """Note that what was decided in a signed talk is done. Pressed twice, it is noted once."""
    _refuse_stranger(measure.talk, by)
    if not measure.talk.is_signed or measure.dropped_at:
        raise Refused(Blocker("Åtgärden är inte beslutad än. Skriv på samtalet först.", "R39"))
    if measure.done_at is None:
        measure.done_at, measure.done_by = timezone.now(), by
        measure.save(update_fields=["done_at", "done_by"])
    return measure


@audited("talk.signed")
def sign_talk(*, talk: SafetyTalk, by: User) -> SafetyTalk:
    """Sign the talk; it is locked (R51). Pressed twice, it is signed once.

    Raises ``Refused`` when a line of a checklist isn't answered or the reactive measures aren't
    gone through (R39), and for another than the one who held it.
    """
    _refuse_stranger(talk, by)
    locked = SafetyTalk.objects.select_for_update().get(pk=talk.pk)
    if locked.is_signed:
        return locked
    if locked.leader_id != by.pk:
        raise Refused(Blocker("Bara den som höll samtalet skriver på det.", "R39"))
    require(locked, by, checklists_gone_through, reactive_gone_through)
    locked.signed_at, locked.signed_by, locked.signed_title = timezone.now(), by, by.title
    locked.save(update_fields=["signed_at", "signed_by", "signed_title"])
    return locked


@audited("talk.acknowledged")
def acknowledge_talk(*, talk: SafetyTalk, by: User) -> SafetyTalk:
    """Let the employee say that they have seen what was written. It isn't a consent to it."""
    if talk.employee_id != by.pk or not talk.is_signed:
        raise Refused(Blocker("Bara medarbetaren bekräftar, när samtalet är påskrivet.", "R39"))
    if talk.acknowledged_at is None:
        talk.acknowledged_at = timezone.now()
        talk.save(update_fields=["acknowledged_at"])
    return talk


@audited("talk.sent")
def send_talk(*, talk: SafetyTalk, to: User, by: User) -> SafetyTalk:
    """Give the talk to the security function, which closes it (R39). Pressed twice, it is sent once.

    Raises ``Refused`` before it is signed, and for a recipient who isn't of the security function.
    """
    _refuse_stranger(talk, by)
    require(talk, by, signed_before_sent)
    if not any(role.role == Role.SECURITY for role in to.roles):
        raise Refused(Blocker(f"{to} hör inte till säkerhetsfunktionen.", "R39"))
    locked = SafetyTalk.objects.select_for_update().get(pk=talk.pk)
    if not locked.is_closed:
        locked.sent_at, locked.sent_to = timezone.now(), to
        locked.save(update_fields=["sent_at", "sent_to"])
    return locked


def _refuse_stranger(talk: SafetyTalk, by: User) -> None:
    if not leads(by, talk.employee, talk.district_id):
        sentence = "Bara medarbetarens egen enhetschef håller säkerhetssamtalet."
        raise Refused(Blocker(sentence, "R39"))


def _locked(talk: SafetyTalk, by: User) -> None:
    """Hold the talk until the transaction ends. Raises ``Refused`` when it is signed."""
    _refuse_stranger(talk, by)
    if SafetyTalk.objects.select_for_update().get(pk=talk.pk).is_signed:
        raise Refused(Blocker("Samtalet är påskrivet och kan inte ändras.", "R51"))
