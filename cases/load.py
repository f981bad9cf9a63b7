"""How many ongoing cases each lots has (R60)."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count

from cases.models import Case, CaseRole
from organisation.models import District, User


@dataclass(frozen=True)
class Load:
    """A lots with the cases that they are on, of those that the reader may know of (R41)."""

    user: User
    cases: int

    @property
    def is_heavy(self) -> bool:
        return self.cases > settings.CASES_PER_LOTS


def loads(district: District, reader: User) -> list[Load]:
    """Every lots of the stadsdel who has a case, the heaviest load first.

    A number beside a list of cases tells of those that aren't on the list, so they aren't counted.
    """
    known = Case.objects.filter(district=district).open().known_to(reader)
    held = CaseRole.objects.active().filter(
        district=district, kind=CaseRole.Kind.LOTS, case__in=known.order_by().values("pk")
    )
    each = held.order_by().values("user").annotate(cases=Count("case", distinct=True))
    counts = dict(each.values_list("user", "cases"))
    found = [Load(user, counts[user.pk]) for user in User.objects.filter(pk__in=counts)]
    return sorted(found, key=lambda load: (-load.cases, load.user.shown_name))
