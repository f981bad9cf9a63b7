"""The one door to a case: fetching is checking, and checking is logged (R7, R54)."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from audit import log
from cases.models import Case, CaseRole, Disqualification, Person
from organisation.access import districts_with, may
from organisation.models import District, User
from organisation.roles import ON_THE_CASE, Permission
from sig.lib.dates import today


# Details of the log, shown in words by its page.
EMERGENCY, PROTECTED = "emergency", "protected"

# What emergency access gives of what the role has: reading, and nothing else (R7).
BY_EMERGENCY = {Permission.READ_CASE, Permission.READ_THREAT}


def get_case(user: User, pk: UUID, permission: Permission, *, event: str = "case.read") -> Case:
    """The case ``pk``, for ``user`` to use with ``permission``. The reading of it is logged.

    An empty ``event`` reads nothing out: whoever only keeps a draft logs that once a sitting.

    Raises ``Http404`` when it isn't the user's to know of, the same as when there is none, and
    ``PermissionDenied`` when the user may read it but not do this.
    """
    case = (
        Case.objects.readable(user)
        .telling_how(user)
        .select_related("person", "programme", "district")
        .filter(pk=pk)
        .first()
    )
    if case is None:
        raise Http404
    case.person.district = case.district
    if case.is_on or may(user, Permission.READ_CASES, case.district_id):
        case.emergency_until = None
    if not may_in(user, permission, case):
        raise PermissionDenied
    if event:
        log.record(event, by=user, on=case, detail=_how(case))
    return case


def _how(case: Case) -> str:
    """What the log says besides the event: a reading that its reviewer looks at first (R54)."""
    if case.emergency_until:
        return EMERGENCY
    return PROTECTED if case.person.is_protected else ""


def may_in(user: User, permission: Permission, case: Case) -> bool:
    """Whether ``user`` may do this in a case that they may read: by emergency access only read.

    A lots who is the manager's deputy reads every case of the stadsdel, and still works only in
    those that they are on. Who reads by being on the case is asked nothing more.
    """
    if case.emergency_until and permission not in BY_EMERGENCY:
        return False
    if not may(user, permission, case.district_id):
        return False
    reads_all = may(user, Permission.READ_CASES, case.district_id)
    return permission not in ON_THE_CASE or not reads_all or is_on(case, user)


def may_know_of(user: User, person: Person) -> bool:
    """Whether a person may be shown to ``user`` at all: everybody may, but for protected ones (R41).

    The same question as ``CaseQuerySet.known_to``, asked of a person at hand.
    """
    if not person.is_protected:
        return True
    named = CaseRole.objects.active().filter(user=user.pk, case__person=person.pk)
    return named.exists()


def get_row(user: User, pk: UUID, permission: Permission, *, event: str) -> Case:
    """The case ``pk`` for whoever may see its row in a list and has ``permission``: never its content.

    Raises ``Http404`` as ``get_case`` does, and also for want of the permission: a page that isn't
    the case's own has nothing to say to somebody who may only read the row.
    """
    listed = Case.objects.listed(user).filter(district_id__in=districts_with(user, permission))
    case = listed.select_related("person", "programme", "district").filter(pk=pk).first()
    if case is None:
        raise Http404
    log.record(event, by=user, on=case)
    return case


def lock_case(case: Case) -> Case:
    """The same case, fresh and locked to the end of the transaction: the second of two waits here."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("person", "programme", "district")
        .get(pk=case.pk)
    )


def is_on(case: Case, user: User, *kinds: CaseRole.Kind) -> bool:
    """Whether ``user`` is on the case now, as one of ``kinds`` (or as anything)."""
    roles = CaseRole.objects.of(case).active().filter(user=user)
    return (roles.filter(kind__in=kinds) if kinds else roles).exists()


def is_disqualified(case: Case, user: User) -> bool:
    """Whether ``user`` has declared themselves disqualified (jävig) in the case (R5)."""
    return Disqualification.objects.of(case).in_force().filter(user=user).exists()


def logged_list(user: User, cases: Iterable[Case], *, event: str = "case.listed") -> list[Case]:
    """The rows of a list, with one log row per person in it."""
    rows = list(cases)
    if rows:
        log.record_many(event, by=user, on=rows)
    return rows


def districts_to_log_in(user: User) -> list[District]:
    """The stadsdelar where ``user`` may open a case, by name."""
    mine = districts_with(user, Permission.LOG_CASE)
    return list(District.objects.in_force(today()).filter(pk__in=mine))


def districts_to_import_to(user: User) -> list[District]:
    """The stadsdelar where ``user`` may read in many cases at once: open them and put staff on them."""
    both = districts_with(user, Permission.LOG_CASE) & districts_with(user, Permission.STAFF_CASE)
    return list(District.objects.in_force(today()).filter(pk__in=both))


def shown_name(person: Person, viewer: User) -> str:
    """The only function that shows a person's name (R41).

    A protected person's case opens only for those named on it; whoever gets here by a way that
    forgot to ask sees that the name is protected, and no name.
    """
    if not may_know_of(viewer, person):
        return "Skyddade personuppgifter"
    return f"{person.first_name} {person.last_name}"
