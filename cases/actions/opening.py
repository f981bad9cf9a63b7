"""Step 1: a case is opened, and people are put on it."""

from datetime import date
from typing import Any
from uuid import UUID

from audit.log import audited
from cases.access import lock_case
from cases.models import Case, CaseRole, Person, Referral
from cases.numbers import draw
from organisation.access import may
from organisation.models import District, Programme, User
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.personnummer import PersonalNumber
from sig.lib.rules import Blocker, Refused


@audited("case.opened")
def open_case(
    *,
    case_id: UUID,
    district: District,
    programme: Programme,
    person: Person,
    referral: dict[str, Any],
    by: User,
) -> Case:
    """Log a new case. The one who logs it becomes its receiver and, when lots, its lots.

    ``case_id`` was drawn when the form was shown: the same form sent twice opens one case.
    Raises ``Refused`` when the person already has an open case in the programme.
    """
    if again := Case.objects.filter(pk=case_id, district=district).first():
        return again
    if Case.objects.open().filter(person=person, programme=programme).exists():
        sentence = f"Personen har redan ett pågående ärende i {programme}."
        raise Refused(Blocker(sentence, "S20-1"))
    case = Case.objects.create(
        id=case_id,
        number=_free_number(district),
        district=district,
        person=person,
        programme=programme,
        opened_on=today(),
    )
    Referral.objects.create(case=case, **referral)
    _put_on(case, by, CaseRole.Kind.RECEIVER)
    return case


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

    Nothing looks outside the stadsdel. A person without a number is always a new one.
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
def assign(*, case: Case, user: User, kind: CaseRole.Kind, by: User) -> CaseRole:
    """Put ``user`` on the case as ``kind``. Raises ``Refused`` when the user can't hold it there."""
    if not may(user, Permission.READ_CASE, case.district_id):
        raise Refused(Blocker(f"{user} arbetar inte i {case.district}.", "R7"))
    lock_case(case)
    return _put_on(case, user, kind)


def _put_on(case: Case, user: User, kind: CaseRole.Kind) -> CaseRole:
    role, _ = CaseRole.objects.get_or_create(
        case=case, user=user, kind=kind, ended_on=None, defaults={"started_on": today()}
    )
    return role


@audited("staff.released")
def release(*, role: CaseRole, by: User) -> CaseRole:
    """Take someone off the case. The row stays: who was on it, and when."""
    role.ended_on = today()
    role.save()
    return role
