"""Giving, approving, keeping and ending roles."""

from django.utils import timezone

from audit.log import audited
from organisation.access import is_administrator, role_group
from organisation.models import Appointment, AppointmentReview, District, User
from organisation.reviews import quarter_of
from organisation.roles import Role
from organisation.rules.appointments import (
    NOT_ADMINISTRATOR,
    cannot_approve,
    cannot_end,
    cannot_keep,
    held_already,
    not_before_today,
    not_to_oneself,
    wrong_place,
)
from sig.lib.dates import today
from sig.lib.rules import Blocker, Refused


def refuse(*answers: str | None) -> None:
    """Raise ``Refused`` with every sentence at once."""
    if said := [answer for answer in answers if answer]:
        raise Refused(*(Blocker(sentence, "") for sentence in said))


@audited("role.appointed")
def appoint(*, user: User, role: Role, district: District | None, by: object) -> Appointment:
    """Give a role from today until further notice, at once: the first users, from the shell.

    A role that the user has is left as it is. On the pages ``give_role`` is used, which asks for
    a second pair of eyes.
    """
    group = role_group(role, district)
    held = Appointment.objects.in_force(today()).filter(user=user, role_group=group).first()
    return held or Appointment.objects.create(
        user=user,
        role_group=group,
        valid_from=today(),
        reason="Gavs utanför systemets sidor.",
        approved_at=timezone.now(),
    )


@audited("role.given")
def give_role(
    *, appointment: Appointment, role: Role, district: District | None, by: User
) -> Appointment:
    """Give a role in a period. It gives nothing until somebody else has approved it.

    The same form sent twice does it once. Raises ``Refused`` when ``by`` is no administrator or
    the one who gets it, for days that have been, and for days when the user has the role.
    """
    if again := Appointment.objects.filter(pk=appointment.pk, given_by=by).first():
        return again
    if not is_administrator(by):
        refuse(NOT_ADMINISTRATOR)
    refuse(
        wrong_place(role, district), not_to_oneself(appointment, by), not_before_today(appointment)
    )
    group = role_group(role, district)
    refuse(held_already(appointment, group))
    appointment.role_group, appointment.given_by = group, by
    appointment.insert()
    return appointment


@audited("role.approved")
def approve_role(*, appointment: Appointment, by: User) -> Appointment:
    """Let a role give access. Raises ``Refused`` for who gave it and for who gets it."""
    refuse(cannot_approve(appointment, by))
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if appointment.approved_at is None and appointment.ended_at is None:
        appointment.approved_at, appointment.approved_by = timezone.now(), by
        appointment.save(update_fields=["approved_at", "approved_by"])
    return appointment


@audited("role.kept")
def keep_role(*, appointment: Appointment, by: User) -> AppointmentReview:
    """Sign that a role is still needed this quarter. Raises ``Refused`` for one's own."""
    refuse(cannot_keep(appointment, by))
    kept, _ = AppointmentReview.objects.get_or_create(
        appointment=appointment,
        quarter=quarter_of(today()),
        defaults={"kept_by": by, "kept_title": by.title},
    )
    return kept


@audited("role.ended")
def withdraw_role(*, appointment: Appointment, by: User) -> Appointment:
    """End a role before its last day. It bites at the user's next request.

    Raises ``Refused`` for the only administrator's. Of two who end each other's at once, one waits
    and is refused.
    """
    held = Appointment.objects.filter(role_group=appointment.role_group, ended_at=None)
    list(held.order_by("pk").select_for_update(of=("self",)))
    appointment.refresh_from_db(fields=["ended_at"])
    refuse(cannot_end(appointment, by))
    if appointment.ended_at is None:
        _end(appointment, by)
    return appointment


@audited("role.ended")
def end_role(*, user: User, role: Role, district: District | None, by: User) -> Appointment:
    """Take a role away, from the shell. It bites at the user's next request.

    Raises ``Refused`` when the user doesn't have it.
    """
    open_ones = Appointment.objects.not_over(today()).filter(
        user=user, role_group=role_group(role, district)
    )
    ended = [_end(appointment, by) for appointment in open_ones]
    if not ended:
        raise Refused(Blocker(f"{user} har inte rollen {role.label} där.", ""))
    return ended[0]


def _end(appointment: Appointment, by: object) -> Appointment:
    appointment.ended_at = timezone.now()
    appointment.ended_by = by if isinstance(by, User) else None
    appointment.save(update_fields=["ended_at", "ended_by"])
    return appointment
