"""Writes to the organisation, each with the one who does it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from audit.log import audited
from organisation.access import may, possible_deputies, role_group
from organisation.models import Deputy, District, ListItem, ListKind, MailChoice, User
from organisation.roles import Permission, Role
from sig.lib.dates import today
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


@dataclass(frozen=True)
class MailSetting:
    """A user's own choice. It tells of no client."""

    choice: str

    def log_refs(self) -> dict[str, object]:
        return {}

    @property
    def log_detail(self) -> str:
        return self.choice


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


@audited("mail.chosen")
def choose_mail(*, choice: MailChoice | str, by: User) -> MailSetting:
    """Let the user themselves choose how often they are told by mail."""
    by.mail_choice = MailChoice(choice)
    by.save(update_fields=["mail_choice"])
    return MailSetting(by.mail_choice)


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


@audited("deputy.named")
def name_deputy(*, deputy: Deputy, by: User) -> Deputy:
    """Let a colleague stand in for the manager ``by`` in a period. The same form sent twice does it once.

    Raises ``Refused`` when ``by`` is no manager of the stadsdel, when the colleague doesn't work
    there or is its manager already, and for days that have been.
    """
    if again := Deputy.objects.filter(pk=deputy.pk, stands_in_for=by).first():
        return again
    if not may(by, Permission.NAME_DEPUTY, deputy.district_id):
        raise Refused(Blocker("Bara stadsdelens enhetschef kan utse en ersättare.", "R6"))
    if deputy.valid_from < today():
        raise Refused(Blocker("En ersättare kan inte utses för dagar som har varit.", "R6"))
    if deputy.user not in possible_deputies(deputy.district_id):
        raise Refused(Blocker(f"{deputy.user} kan inte vara ersättare i {deputy.district}.", "R6"))
    deputy.stands_in_for = by
    deputy.insert()
    return deputy


@audited("deputy.ended")
def end_deputy(*, deputy: Deputy, by: User) -> Deputy:
    """End a deputyship before its last day. It bites at the deputy's next request."""
    if not may(by, Permission.NAME_DEPUTY, deputy.district_id):
        raise Refused(Blocker("Bara stadsdelens enhetschef kan avsluta en ersättare.", "R6"))
    if deputy.ended_at is None:
        deputy.ended_at, deputy.ended_by = timezone.now(), by
        deputy.save()
    return deputy
