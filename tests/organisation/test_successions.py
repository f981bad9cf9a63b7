"""Stadsdelar: two become one, one becomes two. The files stay, and the keys to them move."""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils import timezone

from audit.log import SYSTEM
from cases.access import districts_to_log_in
from cases.actions.opening import log_case
from cases.models import Case
from organisation.access import acting_as, deputyship, districts_of, managing_today, staff_with
from organisation.actions import (
    appoint,
    carry_out,
    confirm_succession,
    plan_succession,
    withdraw_succession,
)
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
from sig.lib import rowsecurity
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.organisation.test_appointments import fresh, second_administrator
from tests.organisation.test_competence import assessed
from tests.organisation.test_safety_talks import begun
from tests.people import Cast
from tests.stories import open_case_for, running_case
from tests.story_cases import signed_in


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


def refused(plan: SuccessionPlan, formers: Collection[District], by: User) -> str:
    with pytest.raises(Refused) as refusal:
        plan_succession(plan=plan, formers=formers, by=by)
    return " ".join(refusal.value.messages)


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


def test_what_speaks_against_a_plan_is_said_in_words(cast: Cast) -> None:
    both, fred = [cast.hv, cast.farsta], cast.fred
    bromma = District.objects.get(name="Bromma", valid_to=None)
    wrong: list[tuple[SuccessionPlan, list[District], str]] = [
        (tomorrow_plan(on=today()), both, "Dagen ska vara efter i dag"),
        (tomorrow_plan(), [cast.hv], "minst två stadsdelar"),
        (tomorrow_plan(kind=PlanKind.SPLIT, other_name="B", other_code="ÅÅ"), both, "gäller en"),
        (tomorrow_plan(heir=cast.hv, heir_name="", heir_code=""), both, "inte både upphöra"),
        (tomorrow_plan(heir_code="BR"), both, "Bokstäverna BR finns redan"),
        (tomorrow_plan(heir_name="Bromma"), both, "redan en stadsdel som heter Bromma"),
        (tomorrow_plan(kind=PlanKind.SPLIT, other_name="B", other_code="VÖ"), both[:1], "olika"),
    ]
    for plan, formers, sentence in wrong:
        assert sentence in refused(plan, formers, fred)
    ended = District(pk=bromma.pk, name="Bromma", valid_from=bromma.valid_from, valid_to=today())
    assert "har redan upphört" in refused(tomorrow_plan(), [cast.hv, ended], fred)
    late = tomorrow_plan(heir=ended, heir_name="", heir_code="")
    assert "kan inte ta över" in refused(late, [cast.hv], fred)
    assert "systemförvaltare" in refused(tomorrow_plan(), both, cast.carin)
    plan_succession(plan=tomorrow_plan(), formers=both, by=fred)
    again = tomorrow_plan(heir_name="Söderort", heir_code="SÖ")
    assert "ingår redan i en plan" in refused(again, [cast.farsta, bromma], fred)


def test_another_administrator_confirms_and_either_withdraws(cast: Cast) -> None:
    ada, both = second_administrator(), [cast.hv, cast.farsta]
    plan = plan_succession(plan=tomorrow_plan(), formers=both, by=cast.fred)
    with pytest.raises(Refused, match="en annan systemförvaltare"):
        confirm_succession(plan=plan, by=cast.fred)
    appoint(user=ada, role=Role.LOTS, district=cast.hv, by=SYSTEM)
    with pytest.raises(Refused, match="själv en roll"):
        confirm_succession(plan=plan, by=fresh(ada))
    eve = User.objects.create_user("eve")
    appoint(user=eve, role=Role.ADMINISTRATOR, district=None, by=SYSTEM)
    assert confirm_succession(plan=plan, by=eve).confirmed_by == eve
    assert withdraw_succession(plan=plan, by=cast.fred).withdrawn_at
    with pytest.raises(Refused, match="tillbakadragen"):
        withdraw_succession(plan=plan, by=cast.fred)


def test_only_an_administrator_is_told_the_numbers(cast: Cast) -> None:
    with acting_as(cast.carin):
        open_case_for(cast.carin, cast.hv)
    with rowsecurity.context([], cast.fred.pk), connection.cursor() as cursor:
        cursor.execute("select counted from count_of_stadsdel(%s)", [cast.hv.pk])
        assert cursor.fetchone() == (1,)
        assert not Case.objects.exists()
    with pytest.raises(ProgrammingError), acting_as(cast.carin), connection.cursor() as cursor:
        cursor.execute("select counted from count_of_stadsdel(%s)", [cast.hv.pk])


def test_the_pages_plan_show_the_numbers_and_confirm(cast: Cast) -> None:
    page, fred = reverse("organisation:stadsdelar"), signed_in(cast.fred)
    form = {
        "once": str(uuid.uuid4()),
        "formers": [str(cast.hv.pk), str(cast.farsta.pk)],
        "on": (today() + timedelta(days=1)).isoformat(),
        "heir": "",
        "heir_name": "Västerort",
        "heir_code": "vö",
        "reason": "KF 2026:1",
        "plan": "1",
    }
    wrong: dict[str, tuple[object, str]] = {
        "on": (today().isoformat(), "Datumet har passerat."),
        "formers": ([str(cast.hv.pk)], "minst två stadsdelar"),
        "heir_name": ("", "skriv namn och två bokstäver"),
        "heir": (str(cast.farsta.pk), "Lämna namn och bokstäver tomma"),
        "heir_code": ("7", "två stora bokstäver"),
        "reason": ("", "vilket beslut"),
    }
    for field, (value, sentence) in wrong.items():
        assert sentence in fred.post(page, form | {field: value}).content.decode()
    address = fred.post(page, form).url
    shown = fred.get(address).content.decode()
    assert "Pågående ärenden" in shown
    assert "Bekräfta planen" not in shown
    assert "Västerort" in fred.get(page).content.decode()
    split = {**form, "once": str(uuid.uuid4()), "formers": str(cast.hv.pk), **SECOND}
    assert "ingår redan i en plan" in fred.post(f"{page}?slag=delning", split).content.decode()
    ada = signed_in(second_administrator())
    assert "Bekräfta planen" in ada.get(address).content.decode()
    assert ada.post(address, {"confirm": "1"}).url == address
    assert SuccessionPlan.objects.get().confirmed_at
    fred.post(address, {"withdraw": "1"})
    assert SuccessionPlan.objects.get().withdrawn_at
    for who in (cast.carin, cast.uno):
        assert signed_in(who).get(page).status_code == 404
        assert signed_in(who).get(address).status_code == 404
