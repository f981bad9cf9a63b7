"""Stadsdelar: two become one, one becomes two. The files stay, and the keys to them move."""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from audit.log import SYSTEM
from cases.access import districts_to_log_in
from cases.actions.opening import log_case
from cases.models import Case
from organisation.access import (
    acting_as,
    deputyship,
    districts_of,
    managing_today,
    role_group,
    staff_with,
)
from organisation.actions import appoint, carry_out
from organisation.models import (
    Agency,
    Appointment,
    Deputy,
    District,
    PlanKind,
    Programme,
    Succession,
    SuccessionPlan,
    User,
)
from organisation.roles import Permission, Role
from organisation.tasks import carry_out_succession
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.organisation.test_appointments import fresh, second_administrator
from tests.organisation.test_competence import assessed
from tests.organisation.test_safety_talks import begun
from tests.people import Cast
from tests.stories import open_case_for, running_case


pytestmark = pytest.mark.django_db

NEW: dict[str, Any] = {"heir_name": "Västerort", "heir_code": "VÖ"}
SECOND: dict[str, Any] = {"other_name": "Hässelby strand", "other_code": "HZ"}


def tomorrow_plan(**changes: Any) -> SuccessionPlan:
    given = {"kind": PlanKind.MERGE, "on": today() + timedelta(days=1), "reason": "KF 2026:1"} | NEW
    return SuccessionPlan(id=uuid.uuid4(), **(given | changes))


def due_plan(
    cast: Cast, formers: Collection[District], confirmed: bool = True, **changes: Any
) -> SuccessionPlan:
    """A plan of Fred's whose day has come. No page can make one: its day was once to come."""
    plan = tomorrow_plan(on=today(), planned_by=cast.fred, **changes)
    if confirmed:
        plan.confirmed_by, plan.confirmed_at = second_administrator(), timezone.now()
    plan.insert()
    plan.formers.set(formers)
    return plan


def carried_out(plan: SuccessionPlan) -> District:
    carry_out_succession(str(plan.pk))
    plan.refresh_from_db()
    assert plan.carried_out_at
    assert plan.heir
    return plan.heir


WALLED = """
select relname from pg_class where relrowsecurity and relkind in ('r', 'p')
and relnamespace = 'public'::regnamespace and relname <> 'audit_logentry' order by 1
"""


def seen_by(user: User) -> dict[str, int]:
    """How many rows of each walled table the database shows the user."""
    with acting_as(fresh(user)), connection.cursor() as cursor:
        cursor.execute(WALLED)
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"select count(*) from {table}")
            found[table] = cursor.fetchone()[0]
        return found


def test_not_a_row_is_lost_or_moved_when_a_stadsdel_is_taken_over(cast: Cast) -> None:
    """Planted: the successor's groups got no keys; then it saw nothing of the former's."""
    running_case(cast)
    begun(cast)
    assessed(cast, cast.lotta)
    with acting_as(cast.frank):
        open_case_for(cast.frank, cast.farsta)
    carin, frank = seen_by(cast.carin), seen_by(cast.frank)
    carried_out(due_plan(cast, [cast.hv], heir=cast.farsta, heir_name="", heir_code=""))
    together = {table: carin[table] + frank[table] for table in carin}
    # What is new: Farsta on the former's list, and every other stadsdel on Farsta's.
    together["organisation_agency"] += District.objects.in_force(today()).count()
    assert sum(1 for count in together.values() if count) > 20
    assert together["organisation_safetytalk"] == together["organisation_competencerecord"] == 1
    for manager in (cast.carin, cast.frank):
        assert seen_by(manager) == together
    with acting_as(fresh(cast.frank)):
        assert {case.district_id for case in Case.objects.all()} == {cast.hv.pk, cast.farsta.pk}


def test_a_merger_hands_the_roles_on_and_keeps_the_days(cast: Cast) -> None:
    appoint(user=cast.lotta, role=Role.LOTS, district=cast.farsta, by=SYSTEM)
    heir = carried_out(due_plan(cast, [cast.hv, cast.farsta]))
    assert (heir.name, heir.valid_from, heir.keeps) == (
        "Västerort",
        today(),
        sorted([cast.hv.pk, cast.farsta.pk]),
    )
    for user, role in ((cast.lotta, Role.LOTS), (cast.carin, Role.MANAGER)):
        held = Appointment.objects.not_over(today()).get(user=user)
        assert (held.role, held.district, held.valid_to) == (role, heir, None)
        assert held.given_by == cast.fred
    here = {heir.pk, cast.hv.pk, cast.farsta.pk}
    assert districts_of(fresh(cast.carin)) == here
    assert cast.frank in managing_today(cast.hv.pk)
    assert cast.ulla in staff_with(Permission.READ_CASE, cast.farsta.pk)
    assert set(Succession.objects.filter(successor=heir).values_list("former", flat=True)) == {
        cast.hv.pk,
        cast.farsta.pk,
    }


def test_roles_that_meet_become_one_and_those_that_wait_end(cast: Cast) -> None:
    day = today()
    there = appoint(user=cast.lotta, role=Role.LOTS, district=cast.farsta, by=SYSTEM)
    short = Appointment.objects.create(
        user=cast.lars,
        role_group=there.role_group,
        valid_from=day,
        valid_to=day + timedelta(days=5),
        reason="Vikariat",
        approved_at=timezone.now(),
    )
    waits = Appointment.objects.create(
        user=cast.ulla,
        role_group=role_group(Role.LOTS, cast.hv),
        valid_from=day,
        reason="Vikariat",
        given_by=cast.fred,
    )
    plan = due_plan(cast, [cast.hv], heir=cast.farsta, heir_name="", heir_code="")
    carried_out(plan)
    held = Appointment.objects.not_over(day)
    assert held.get(user=cast.lotta) == there
    longer = held.get(user=cast.lars)
    assert (longer.pk == short.pk, longer.valid_to, longer.role_group) == (
        False,
        None,
        there.role_group,
    )
    assert [one.role for one in held.filter(user=cast.ulla)] == [Role.INVESTIGATOR]
    waits.refresh_from_db()
    assert waits.ended_at


def test_a_stadsdel_that_has_ended_takes_no_new_case(cast: Cast) -> None:
    heir = carried_out(due_plan(cast, [cast.hv, cast.farsta]))
    carin = fresh(cast.carin)
    with acting_as(carin):
        assert districts_to_log_in(carin) == [heir]
        with pytest.raises(Refused, match="har upphört"):
            log_case(
                case_id=uuid.uuid4(),
                district=District.objects.get(pk=cast.hv.pk),
                programme=Programme.objects.get(code="unga"),
                person={},
                referral={},
                by=carin,
            )
        assert open_case_for(carin, heir).number.startswith("VÖ")


def test_a_division_leaves_everything_with_the_first(cast: Cast) -> None:
    with acting_as(cast.carin):
        open_case_for(cast.carin, cast.hv)
    heir = carried_out(due_plan(cast, [cast.hv], kind=PlanKind.SPLIT, **SECOND))
    other = District.objects.get(name="Hässelby strand")
    assert (heir.keeps, other.keeps) == ([cast.hv.pk], [])
    assert str(District.objects.get(pk=cast.hv.pk)) == "Hässelby-Vällingby (nu Västerort)"
    with acting_as(fresh(cast.carin)):
        listed = Agency.objects.of(cast.hv.pk).filter(stands_for__in=[heir, other])
        assert listed.count() == 2
    kinds = Succession.objects.filter(former=cast.hv).values_list("successor", "kind")
    assert set(kinds) == {(heir.pk, "split"), (other.pk, "split")}
    appoint(user=cast.farah, role=Role.MANAGER, district=other, by=SYSTEM)
    with acting_as(fresh(cast.farah)):
        assert not Case.objects.exists()
    with acting_as(fresh(cast.carin)):
        assert Case.objects.exists()


def test_a_deputy_of_the_successor_decides_in_what_it_took_over(cast: Cast) -> None:
    heir = carried_out(due_plan(cast, [cast.hv, cast.farsta]))
    Deputy.objects.create(
        district=heir,
        user=cast.sam,
        stands_in_for=cast.carin,
        valid_from=today(),
        valid_to=today(),
        reason="Semester",
    )
    sam = fresh(cast.sam)
    assert deputyship(sam, cast.hv.pk) is not None
    assert cast.sam in managing_today(cast.hv.pk)
    assert "tf. enhetschef" in sam.role_in(cast.hv.pk)


def test_the_database_carries_out_only_what_two_have_settled_and_once(cast: Cast) -> None:
    alone = due_plan(cast, [cast.hv, cast.farsta], confirmed=False)
    early = tomorrow_plan(planned_by=cast.fred, confirmed_by=second_administrator())
    early.confirmed_at = timezone.now()
    early.insert()
    for plan in (alone, early):
        with pytest.raises(ProgrammingError), transaction.atomic():
            carry_out(plan=plan, by=SYSTEM)
    with pytest.raises(ProgrammingError), transaction.atomic():
        District.objects.filter(pk=cast.hv.pk).update(valid_to=today())


def test_the_job_begins_again_and_does_it_once(cast: Cast, monkeypatch: Any) -> None:
    plan = due_plan(cast, [cast.hv, cast.farsta])

    def killed(*_: Any, **__: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr("organisation.actions.successions.give_keys", killed)
        with pytest.raises(SystemExit), transaction.atomic():
            carry_out_succession(str(plan.pk))
    assert District.objects.filter(name="Västerort").count() == 0
    for _ in range(2):
        carry_out_succession(str(plan.pk))
    assert District.objects.filter(name="Västerort").count() == 1
    held = Appointment.objects.not_over(today()).filter(user=cast.carin)
    assert held.count() == 1
