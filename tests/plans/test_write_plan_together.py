"""Two who write the plan: the second gets 409 with both texts. What is typed is kept meanwhile."""

from typing import Any

import pytest
from django.urls import reverse

from cases.models import Case, Draft
from organisation.access import acting_as
from plans.actions import activate, remove_activity, save_plan
from plans.models import Activity, Goal, Plan
from sig.lib.rules import Stale
from tests.people import Cast
from tests.plans.test_plan_pages import activity_data, goal_data, main_data, url
from tests.stories import on_the_case, open_case_for
from tests.story_cases import signed_in
from tests.story_plans import active_plan, draft_plan


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return on_the_case(open_case_for(cast.lotta, cast.hv), cast)


@pytest.fixture
def plan(case: Case, cast: Cast) -> Plan:
    return draft_plan(cast.lotta, case)


def draft(case: Case, name: str) -> str:
    return reverse("cases:draft", args=[case.pk, name])


def test_the_plans_own_fields_show_both_texts(case: Case, plan: Plan, cast: Cast) -> None:
    """Planted: without the look at ``version`` Lotta's words took the place of Sam's unseen."""
    typed = main_data(version=str(plan.version), follow_up_on=plan.follow_up_on.isoformat())
    sam, lotta = signed_in(cast.sam), signed_in(cast.lotta)
    assert sam.post(url(case, "edit"), typed | {"main_goal": "Sams ord"}).status_code == 302
    refused = lotta.post(url(case, "edit"), typed | {"main_goal": "Lottas ord"})
    html = refused.content.decode()
    assert refused.status_code == 409
    for text in ("Lottas ord</textarea>", "Sams ord</span>", "Sam Sund sparade i dag"):
        assert text in html
    knowing = typed | {"main_goal": "Lottas ord", "version": str(plan.version + 1)}
    assert lotta.post(url(case, "edit"), knowing).status_code == 302
    with acting_as(cast.lotta):
        assert Plan.objects.of(case).get().main_goal == "Lottas ord"


def test_the_plan_itself_refuses_a_save_over_another(case: Case, plan: Plan, cast: Cast) -> None:
    with acting_as(cast.lotta):
        mine, theirs = Plan.objects.of(case).get(), Plan.objects.of(case).get()
        save_plan(plan=theirs, by=cast.lotta)
        with pytest.raises(Stale):
            save_plan(plan=mine, by=cast.lotta)


def test_a_page_of_the_version_before_never_writes_into_the_next(case: Case, cast: Cast) -> None:
    """Planted: with the count begun anew the old page's words stood in the new draft."""
    old = active_plan(cast.lotta, case)
    new = draft_plan(cast.lotta, case)
    assert new.version > old.version
    typed = main_data(version=str(old.version), main_goal="Skrivet på den gamla sidan")
    assert signed_in(cast.lotta).post(url(case, "edit"), typed).status_code == 409
    with acting_as(cast.lotta):
        assert "gamla sidan" not in Plan.objects.of(case).draft().get().main_goal


def test_what_is_typed_in_a_draft_that_came_into_force_stays(
    case: Case, plan: Plan, cast: Cast
) -> None:
    """Planted: with the form shown for a draft only, the text was gone from the answer."""
    with acting_as(cast.sam):
        activate(plan=plan, by=cast.sam)
    typed = main_data(version=str(plan.version), main_goal="Nästan färdigt")
    html = signed_in(cast.lotta).post(url(case, "edit"), typed).content.decode()
    assert "Version 1 är inget utkast." in html
    assert "Nästan färdigt</textarea>" in html


def test_an_activity_that_a_colleague_changed_or_took_out_keeps_the_text(
    case: Case, plan: Plan, cast: Cast
) -> None:
    """Planted: a look-up without what is taken out answered 404, and the text was gone."""
    with acting_as(cast.lotta):
        activity = Activity.objects.of(case).get()
    address = url(case, "activity", activity.pk)
    sam, lotta = signed_in(cast.sam), signed_in(cast.lotta)
    sam.post(address, activity_data(version="1", what="Sams aktivitet"))
    refused = lotta.post(address, activity_data(version="1", what="Lottas aktivitet"))
    assert refused.status_code == 409
    assert "Sams aktivitet</span>" in refused.content.decode()
    with acting_as(cast.sam):
        remove_activity(activity=Activity.objects.of(case).get(), by=cast.sam)
    html = lotta.post(address, activity_data(version="2", what="Lottas igen")).content.decode()
    assert "Någon annan har tagit bort aktiviteten." in html
    assert "Lottas igen" in html
    assert lotta.get(address).status_code == 404


def test_a_goal_that_a_colleague_let_drop_keeps_the_text(
    case: Case, plan: Plan, cast: Cast
) -> None:
    """Planted: without its form among the dropped goals the answer didn't hold what was typed."""
    with acting_as(cast.lotta):
        goal = Goal.objects.of(case).get()
    signed_in(cast.sam).post(url(case, "drop_goal", goal.pk))
    typed = goal_data(version="1", text="Lottas mål", target_on="snart")
    html = signed_in(cast.lotta).post(url(case, "goal", goal.pk), typed).content.decode()
    assert "Lottas mål</textarea>" in html


def test_each_form_of_the_plan_keeps_what_is_typed(case: Case, plan: Plan, cast: Cast) -> None:
    with acting_as(cast.lotta):
        goal, activity = Goal.objects.of(case).get(), Activity.objects.of(case).get()
    forms: list[tuple[str, str, str, dict[str, Any]]] = [
        (f"plan-{plan.pk}", url(case, "plan"), url(case, "edit"), main_data(main_goal="Halvt")),
        (f"mal-{goal.pk}", *[url(case, "goal", goal.pk)] * 2, goal_data(text="Halvt")),
        (
            f"aktivitet-ny-{goal.pk.hex}",
            *[url(case, "activity_new", goal.pk)] * 2,
            activity_data(what="Halvt"),
        ),
        (
            f"aktivitet-{activity.pk}",
            *[url(case, "activity", activity.pk)] * 2,
            activity_data(what="Halvt", version="1"),
        ),
    ]
    lotta = signed_in(cast.lotta)
    for name, page, address, typed in forms:
        if name.startswith(("plan", "mal")):
            typed["version"] = str(plan.version if name.startswith("plan") else goal.version)
        assert lotta.post(draft(case, name), typed).status_code == 200
        html = lotta.get(page).content.decode()
        assert f'data-draft="{draft(case, name)}"' in html
        assert "Kasta texten" in html
        assert "Halvt" in html
        assert lotta.post(address, typed).status_code == 302, name
    with acting_as(cast.lotta):
        assert not Draft.objects.of(case).exists()
