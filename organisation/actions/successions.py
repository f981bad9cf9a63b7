"""Planning a merger or a division of stadsdelar, and carrying it out on its day."""

from collections.abc import Collection
from datetime import date
from itertools import product

from django.db import connection
from django.utils import timezone

from audit.log import Actor, audited
from organisation.access import give_keys, role_group
from organisation.actions.roles import refuse
from organisation.models import Agency, AgencyKind, Appointment, District, SuccessionPlan, User
from organisation.models.appointments import AppointmentQuerySet
from organisation.rules.successions import blockers, cannot_confirm, cannot_withdraw
from sig.lib import rowsecurity
from sig.lib.dates import today


_PLANNING = 20111  # the key of the advisory lock, after that of logging a case


@audited("succession.planned")
def plan_succession(
    *, plan: SuccessionPlan, formers: Collection[District], by: User
) -> SuccessionPlan:
    """Plan what another administrator is to confirm. The same form sent twice does it once.

    Raises ``Refused`` with every sentence that speaks against it.
    """
    if again := SuccessionPlan.objects.filter(pk=plan.pk, planned_by=by).first():
        return again
    _one_at_a_time()
    refuse(*blockers(plan, formers, by))
    plan.planned_by = by
    plan.insert()
    plan.formers.set(formers)
    return plan


@audited("succession.confirmed")
def confirm_succession(*, plan: SuccessionPlan, by: User) -> SuccessionPlan:
    """Let a plan be carried out on its day. Raises ``Refused`` for who planned it."""
    plan = _locked(plan)
    if plan.confirmed_at:
        return plan
    refuse(*cannot_confirm(plan, by))
    plan.confirmed_at, plan.confirmed_by = timezone.now(), by
    plan.save(update_fields=["confirmed_at", "confirmed_by"])
    return plan


@audited("succession.withdrawn")
def withdraw_succession(*, plan: SuccessionPlan, by: User) -> SuccessionPlan:
    """Take a plan back, confirmed or not. Raises ``Refused`` when it is carried out."""
    plan = _locked(plan)
    refuse(*cannot_withdraw(plan, by))
    plan.withdrawn_at, plan.withdrawn_by = timezone.now(), by
    plan.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return plan


@audited("succession.carried_out")
def carry_out(*, plan: SuccessionPlan, by: Actor) -> SuccessionPlan:
    """End the stadsdelar, and hand their keys and roles to the one that takes over.

    It is one transaction: a worker that dies on the way leaves nothing, and the next try begins
    anew. The database asks once more whether two stand behind it and whether the day has come.
    """
    with connection.cursor() as cursor:
        cursor.execute("select carry_out_succession(%s)", [plan.pk])
    plan.refresh_from_db()
    assert plan.heir is not None
    for held in _held_in(plan.ends):
        role_group(held.role, plan.heir)  # before the keys, which go to the groups that there are
    give_keys(plan.heir)
    for held in _held_in(plan.ends):
        _hand_on(held, plan, by)
    _put_on_lists(plan)
    return plan


def _put_on_lists(plan: SuccessionPlan) -> None:
    """Let cases be handed over to the successors and from them: on the lists of the others too."""
    made = [district for district in (plan.heir, plan.other) if district]
    there = [*District.objects.in_force(today())]
    lists = [*there, *plan.ends]
    with rowsecurity.context([one.pk for one in lists], rowsecurity.SYSTEM):
        for listing, listed in product(lists, there):
            if listing != listed and (listing in made or listed in made):
                Agency.objects.get_or_create(
                    district=listing,
                    name=f"{listed.name} stadsdelsförvaltning",
                    defaults={"kind": AgencyKind.SOCIAL, "stands_for": listed},
                )


def _locked(plan: SuccessionPlan) -> SuccessionPlan:
    """As it stands now: another administrator, or its day, may have come first."""
    return SuccessionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def _one_at_a_time() -> None:
    """Two administrators who plan at once meet what the first has written."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_PLANNING])


def _held_in(districts: Collection[District]) -> AppointmentQuerySet:
    held = Appointment.objects.not_over(today()).filter(role_group__district__in=districts)
    return held.select_related("user", "role_group__district").order_by("valid_from", "pk")


def _hand_on(held: Appointment, plan: SuccessionPlan, by: Actor) -> None:
    """End a role where it was, and give what is left of it where the stadsdel went.

    What waited for approval ends: it is given anew. So does a role that one of the two
    administrators has got since, for nobody gives themselves a role.
    """
    _end(appointment=held, by=by)
    if held.approved_at is None or held.user_id in (plan.planned_by_id, plan.confirmed_by_id):
        return
    given = Appointment(
        user=held.user,
        role_group=role_group(held.role, plan.heir),
        valid_from=max(held.valid_from, today()),
        valid_to=held.valid_to,
        reason=f"{plan.get_kind_display()}: hade rollen i {held.role_group.district}.",
        given_by=plan.planned_by,
        approved_by=plan.confirmed_by,
        approved_at=timezone.now(),
    )
    there = Appointment.objects.not_over(given.valid_from).filter(
        user=given.user, role_group=given.role_group, valid_from__lte=given.valid_to or date.max
    )
    for other in there:
        if other.approved_at and _covers(other, given):
            return
        _end(appointment=other, by=by)
        if other.approved_at:
            _widen(given, other)
    _give(appointment=given, by=by)


def _covers(other: Appointment, given: Appointment) -> bool:
    lasts = (other.valid_to or date.max) >= (given.valid_to or date.max)
    return lasts and other.valid_from <= given.valid_from


def _widen(given: Appointment, other: Appointment) -> None:
    """Let the days of two roles that meet be one role's: one has it once at a time."""
    given.valid_from = max(today(), min(given.valid_from, other.valid_from))
    last = max(given.valid_to or date.max, other.valid_to or date.max)
    given.valid_to = None if last == date.max else last


@audited("role.handed_on")
def _give(*, appointment: Appointment, by: Actor) -> Appointment:
    appointment.insert()
    return appointment


@audited("role.ended")
def _end(*, appointment: Appointment, by: Actor) -> Appointment:
    appointment.ended_at = timezone.now()
    appointment.save(update_fields=["ended_at"])
    return appointment
