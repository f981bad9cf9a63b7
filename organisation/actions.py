"""Writes to the organisation, each with the one who does it."""

from dataclasses import dataclass
from datetime import date

from audit.log import audited
from organisation.access import role_group
from organisation.models import District, ListItem, ListKind, User
from organisation.roles import Role
from sig.lib.rules import Blocker, Refused


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


@audited("list.line_put")
def put_in_list(*, item: ListItem, by: object) -> ListItem:
    """Let a line hold from its first day, in place of the one with the same code."""
    in_force = ListItem.objects.of(ListKind(item.kind)).in_force(item.valid_from)
    in_force.filter(code=item.code).update(valid_to=item.valid_from)
    item.save(force_insert=True)
    return item


@audited("list.line_ended")
def end_in_list(*, kind: ListKind, code: str, valid_to: date, by: object) -> ListItem:
    """End a line: ``valid_to`` is the first day without it. Records keep their own words."""
    item = ListItem.objects.of(kind).in_force(valid_to).filter(code=code).first()
    if item is None:
        raise Refused(Blocker(f"Raden {code} finns inte i listan den dagen.", ""))
    item.valid_to = valid_to
    item.save(update_fields=["valid_to"])
    return item
