"""Step 1: a case is opened, and people are put on it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from audit.log import audited
from cases.access import lock_case, may_know_of
from cases.models import Case, CaseRole, Person, Referral
from cases.numbers import draw
from cases.rules import BOTH, case_is_open, kinds_held, staffing_blocker
from organisation.access import may
from organisation.models import District, Programme, User
from organisation.roles import Permission, Role
from sig.lib.dates import today
from sig.lib.personnummer import PersonalNumber
from sig.lib.rules import Blocker, Refused, require


_LOGGING = 20110  # the first key of the advisory lock; the stadsdel is the second


@transaction.atomic
def log_case(
    *,
    case_id: UUID,
    district: District,
    programme: Programme,
    person: dict[str, Any],
    referral: dict[str, Any],
    by: User,
    main_system_number: str = "",
    promised: bool = False,
) -> Case:
    """Register the person and open the case. The same form sent twice does both once.

    ``person`` and ``referral`` are the fields of ``register_person`` and of ``Referral``. Raises
    ``Refused`` as ``open_case`` does, and when the stadsdel has ended: then it opens only what it
    had ``promised`` to take over.
    """
    one_at_a_time(district)
    if again := Case.objects.filter(pk=case_id, district=district).first():
        return again
    if not promised:
        _refuse_ended(district)
    return open_case(
        case_id=case_id,
        district=district,
        programme=programme,
        person=register_person(district=district, by=by, **person),
        referral=referral,
        main_system_number=main_system_number,
        by=by,
    )


def one_at_a_time(district: District) -> None:
    """Wait for whoever is logging a case in the stadsdel, to the end of their transaction.

    Two presses of one button, or two officers with the same personnummer, then meet what the first
    has written and not a broken constraint.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOGGING, district.pk])


@audited("case.opened")
def open_case(
    *,
    case_id: UUID,
    district: District,
    programme: Programme,
    person: Person,
    referral: dict[str, Any],
    by: User,
    main_system_number: str = "",
) -> Case:
    """Log a new case. The one who logs it becomes its receiver and, when lots, its lots.

    ``case_id`` was drawn when the form was shown: the same form sent twice opens one case.
    Raises ``Refused`` when the person already has an open case in the programme.
    """
    if again := Case.objects.filter(pk=case_id, district=district).first():
        return again
    _refuse_hidden(person, programme, by)
    _refuse_second(person, programme, by)
    case = Case(
        id=case_id,
        number=_free_number(district),
        district=district,
        person=person,
        programme=programme,
        main_system_number=main_system_number,
        opened_on=today(),
    )
    case.insert()
    Referral.objects.create(case=case, **referral)
    _put_on(case, by, CaseRole.Kind.RECEIVER)
    if any(role.role == Role.LOTS and role.district_id == district.pk for role in by.roles):
        _put_on(case, by, CaseRole.Kind.LOTS)
    return case


def _refuse_second(person: Person, programme: Programme, by: User) -> None:
    """One open case per person and programme.

    That someone has a case is itself need-to-know inside the stadsdel, so whoever may not see it
    in a list is sent to a colleague who may, and isn't told why.
    """
    open_cases = Case.objects.open().filter(person=person, programme=programme)
    if not open_cases.exists():
        return
    if number := open_cases.listed(by).values_list("number", flat=True).first():
        raise Refused(already_open(programme, number))
    raise Refused(not_from_here(programme))


def _refuse_hidden(person: Person, programme: Programme, by: User) -> None:
    """A protected person's second case is opened by those who are on the first (R41).

    Whoever else did would be let in to the name that stands there.
    """
    if not may_know_of(by, person):
        raise Refused(not_from_here(programme))


def already_open(programme: Programme, number: str) -> Blocker:
    """Said to whoever may see the other case in a list."""
    return Blocker(f"Personen har redan ett pågående ärende i {programme}: {number}.", "S20-1")


def not_from_here(programme: Programme) -> Blocker:
    """Said to whoever may not, whatever the reason is."""
    sentence = (
        f"Ärendet i {programme} kan inte öppnas härifrån. "
        "Fråga samordnaren eller enhetschefen i stadsdelen."
    )
    return Blocker(sentence, "S20-1")


def _refuse_ended(district: District) -> None:
    if not District.objects.in_force(today()).filter(pk=district.pk).exists():
        sentence = f"{district} har upphört och tar inte emot nya ärenden."
        raise Refused(Blocker(sentence, ""))


def _free_number(district: District) -> str:
    while True:
        number = draw(district.code, today().year)
        if not Case.objects.filter(district=district, number=number).exists():
            return number


@audited("person.registered")
def register_person(
    *,
    district: District,
    number: PersonalNumber,
    first_name: str,
    last_name: str,
    birth_date: date,
    by: User,
) -> Person:
    """The person of this number in the stadsdel: the one who is known, or a new one.

    Nothing looks outside the stadsdel, and what is known is not written over. A person without a
    number is always a new one.
    """
    if number.full:
        known = Person.objects.filter(district=district, number=number.full).first()
        if known:
            return known
    return Person.objects.create(
        district=district,
        number=number.full,
        number_kind=number.kind,
        first_name=first_name,
        last_name=last_name,
        birth_date=birth_date,
    )


@audited("staff.assigned")
def assign(*, case: Case, user: User, kind: CaseRole.Kind, reason: str = "", by: User) -> CaseRole:
    """Put ``user`` on the case as ``kind``. Raises ``Refused`` when the user can't hold it.

    ``reason`` is asked for when one person becomes both lots and investigator (R3).
    """
    require(case, by, case_is_open)
    if not may(user, Permission.READ_CASE, case.district_id):
        raise Refused(Blocker(f"{user} arbetar inte i {case.district}.", "R7"))
    lock_case(case)
    _refuse_oneself(case, user, by)
    if blocker := staffing_blocker(case, user, kind):
        raise Refused(blocker)
    both = kind in BOTH and kinds_held(case, user) | {kind} >= BOTH
    if both and not reason:
        sentence = f"{user} blir både utredare och lots. Skriv skälet till det."
        raise Refused(Blocker(sentence, "R3", "cases:staff"))
    return _put_on(case, user, kind, reason if both else "")


def _refuse_oneself(case: Case, user: User, by: User) -> None:
    """Whoever sees only the row of a case puts others on it: reading it isn't theirs to take."""
    if user == by and not Case.objects.readable(by).filter(pk=case.pk).exists():
        sentence = "Du kan inte sätta dig själv på ett ärende som du inte får läsa."
        raise Refused(Blocker(sentence, "R7", "cases:staff"))


def _put_on(case: Case, user: User, kind: CaseRole.Kind, reason: str = "") -> CaseRole:
    role, _ = CaseRole.objects.get_or_create(
        case=case,
        user=user,
        kind=kind,
        ended_on=None,
        defaults={"started_on": today(), "reason": reason},
    )
    return role


@audited("staff.released")
def release(*, role: CaseRole, by: User) -> CaseRole:
    """Take someone off the case. The row stays: who was on it, and when.

    Raises ``Refused`` for the last one: a case without anybody could be left without a reader.
    """
    require(role.case, by, case_is_open)
    lock_case(role.case)
    if not CaseRole.objects.of(role.case).active().exclude(user=role.user_id).exists():
        sentence = f"{role.user} är ensam i ärendet. Lägg till någon annan först."
        raise Refused(Blocker(sentence, "R7", "cases:staff"))
    role.ended_on = today()
    role.save()
    return role
