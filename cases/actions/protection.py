"""Protected identity: set with its named staff, and lifted (R41)."""

from collections.abc import Iterable

from django.utils import timezone

from audit.log import audited
from cases.access import lock_case
from cases.models import Case, CaseRole, EmergencyAccess, Protection, ProtectionChange
from cases.rules import case_is_open
from organisation.access import may
from organisation.models import User
from organisation.roles import Permission
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused, require


@audited("protection.set")
def set_protection(
    *, change: ProtectionChange, named: Iterable[User], by: User
) -> ProtectionChange:
    """Set, change or lift the protection of the person.

    ``named`` are put on the case beside those who are on it; nobody else finds it from then on, and
    an emergency access that lasts is ended. Raises ``Refused`` when nobody would be left, or when
    one of the named doesn't work in the stadsdel.
    """
    if again := change.already():
        return again
    case = lock_case(change.case)
    require(case, by, case_is_open)
    if change.protection != Protection.NONE:
        _name(case, list(named))
        _end_emergencies(case, by)
    case.person.protection = change.protection
    case.person.save(update_fields=["protection"])
    change.changed_by = by
    change.insert()
    return change


def _name(case: Case, named: list[User]) -> None:
    for user in named:
        if not may(user, Permission.READ_CASE, case.district_id):
            raise Refused(Blocker(f"{user} arbetar inte i {case.district}.", "R41"))
        CaseRole.objects.get_or_create(
            case=case,
            user=user,
            kind=CaseRole.Kind.NAMED,
            ended_on=None,
            defaults={"started_on": today()},
        )
    if not CaseRole.objects.of(case).active().exists():
        raise Refused(Blocker("Välj minst en som får se ärendet.", "R41", "cases:protection"))


def _end_emergencies(case: Case, by: User) -> None:
    current = EmergencyAccess.objects.of(case).current()
    current.update(ended_at=timezone.now(), ended_by=by)
