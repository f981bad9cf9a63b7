"""Planning with stadsdelar: what speaks against it, two pairs of eyes, numbers and no rows."""

import uuid
from collections.abc import Collection
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.urls import reverse

from audit.log import SYSTEM
from cases.models import Case
from organisation.access import acting_as
from organisation.actions import appoint, confirm_succession, plan_succession, withdraw_succession
from organisation.models import District, PlanKind, SuccessionPlan, User
from organisation.roles import Role
from sig.lib import rowsecurity
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.organisation.test_appointments import fresh, second_administrator
from tests.organisation.test_successions import SECOND, tomorrow_plan
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in


pytestmark = pytest.mark.django_db


def refused(plan: SuccessionPlan, formers: Collection[District], by: User) -> str:
    with pytest.raises(Refused) as refusal:
        plan_succession(plan=plan, formers=formers, by=by)
    return " ".join(refusal.value.messages)


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


def test_a_plan_waits_on_the_other_administrators_min_dag(cast: Cast) -> None:
    """Planted: told to the one who made the plan."""
    ada = second_administrator()
    plan = plan_succession(plan=tomorrow_plan(), formers=[cast.hv, cast.farsta], by=cast.fred)
    waits = "Planen väntar på din bekräftelse."
    assert waits not in signed_in(cast.fred).get("/").content.decode()
    assert waits in signed_in(fresh(ada)).get("/").content.decode()
    confirm_succession(plan=plan, by=fresh(ada))
    assert waits not in signed_in(fresh(ada)).get("/").content.decode()


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
