"""Giving and taking roles."""

from dataclasses import dataclass

from audit.log import audited
from organisation.access import role_group
from organisation.models import District, User
from organisation.roles import Role


@dataclass(frozen=True)
class Appointment:
    """That a user holds a role in a stadsdel, or in the whole city for roles that reach no case."""

    user: User
    role: Role
    district: District | None

    def log_refs(self) -> dict[str, object]:
        # The name only: the row tells of no client, so it isn't walled by stadsdel.
        return {"district_name": self.district.name if self.district else ""}

    @property
    def log_detail(self) -> str:
        return f"{self.role.value} user {self.user.pk}"


@audited("role.appointed")
def appoint(*, user: User, role: Role, district: District | None, by: object) -> Appointment:
    """Give a user a role in a stadsdel, or in the whole city."""
    user.groups.add(role_group(role, district).group)
    return Appointment(user, role, district)


@audited("role.ended")
def end_role(*, user: User, role: Role, district: District | None, by: object) -> Appointment:
    """Take a role away. It bites at the user's next request."""
    user.groups.remove(role_group(role, district).group)
    return Appointment(user, role, district)
