"""Writes to the organisation, each with the one who does it."""

from audit.log import audited
from organisation.access import role_group
from organisation.models import District, User
from organisation.roles import Role


@audited("role.appointed")
def appoint(*, user: User, role: Role, district: District | None, by: object) -> None:
    """Give a user a role in a stadsdel, or in the whole city for roles that reach no case."""
    user.groups.add(role_group(role, district).group)


@audited("role.ended")
def end_role(*, user: User, role: Role, district: District | None, by: object) -> None:
    """Take a role away. It bites at the user's next request."""
    user.groups.remove(role_group(role, district).group)
