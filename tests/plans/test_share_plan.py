"""R8: of the plan each recipient gets what one row of its consent covers, and nothing else."""

import hashlib

import pytest

from cases.models import Area, Case
from consent.actions import withdraw
from consent.models import Disclosure, InformationKind
from organisation.access import acting_as
from organisation.models import AgencyKind, ListItem, ListKind
from plans.actions import (
    activate,
    add_activity,
    add_goal,
    save_plan,
    set_goal_status,
    share_plan,
    sharing,
)
from plans.documents import recipient_html
from plans.models import Goal, Plan, PlanCopy
from plans.rules import Excerpt, excerpts_of, kinds_told, shown_goals
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_plans import (
    active_plan,
    activity_of,
    agency,
    consent_to,
    draft_plan,
    drawn,
    goal_of,
)


pytestmark = pytest.mark.django_db

PLAN, OCCUPATION = InformationKind.PLAN, InformationKind.OCCUPATION
SUBSTANCES = InformationKind.SUBSTANCES


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


@pytest.fixture
def plan(case: Case, cast: Cast) -> Plan:
    return active_plan(cast.lotta, case)


def test_every_area_has_its_kind_of_information() -> None:
    areas = ListItem.objects.of(ListKind.AREA)
    assert set(areas.values_list("code", flat=True)) == set(Area)
    assert set(areas.values_list("tells", flat=True)) <= set(InformationKind)


def test_r8_an_area_that_says_nothing_is_taken_to_tell_everything() -> None:
    """Planted: an unknown area that tells nothing."""
    assert kinds_told([Goal(area="sleep")]) == list(InformationKind)


def test_r8_a_recipient_whom_consent_covers_gets_the_plan(
    plan: Plan, case: Case, cast: Cast
) -> None:
    """Planted: ``share_plan`` that refuses everybody, and a disclosure without the document."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    with acting_as(cast.lotta):
        (copy,) = share_plan(plan=plan, agencies=[school], draw=drawn, by=cast.lotta)
        sent = copy.disclosure
        assert set(sent.kinds) == {PLAN, OCCUPATION}
        assert sent.sha256 == hashlib.sha256(copy.content).hexdigest()
        assert copy.content.startswith(b"1 Ekskolan")


def test_r8_the_same_copy_is_handed_out_once(plan: Plan, case: Case, cast: Cast) -> None:
    """Planted: no look for an earlier copy, and one that asks only who got it."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    with acting_as(cast.lotta):
        for _ in range(2):
            share_plan(plan=plan, agencies=[school], draw=drawn, by=cast.lotta)
        assert Disclosure.objects.of(case).count() == 1
        set_goal_status(goal=plan.goals.get(), status="ongoing", by=cast.lotta)
        (second,) = share_plan(plan=plan, agencies=[school], draw=drawn, by=cast.lotta)
        assert Disclosure.objects.of(case).count() == 2
    assert second.number == 2


def test_r8_consent_to_the_plan_alone_does_not_reach_its_areas(
    plan: Plan, case: Case, cast: Cast
) -> None:
    """Planted: a consent that covers the plan but not the area of its goal."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN])
    with acting_as(cast.lotta), pytest.raises(Refused, match="Ekskolan") as refusal:
        share_plan(plan=plan, agencies=[school], draw=drawn, by=cast.lotta)
    assert refusal.value.blockers[0].rule == "R8"


@pytest.fixture
def two_goals(case: Case, cast: Cast) -> Plan:
    """A plan with a goal about school, and one about drugs that says CANARY wherever it can."""
    draft = draft_plan(cast.lotta, case)
    canary = dict.fromkeys(("text", "indicator", "start_value", "target_value"), "CANARY")
    acts = dict.fromkeys(("what", "how", "when", "where", "who", "responsible"), "CANARY")
    with acting_as(cast.lotta):
        goal = add_goal(goal=goal_of(draft, area=Area.SUBSTANCES, **canary), by=cast.lotta)
        add_activity(activity=activity_of(goal, **acts), by=cast.lotta)
        draft.main_goal = "CANARY"
        return activate(plan=save_plan(plan=draft, by=cast.lotta), by=cast.lotta)


def test_r8_a_goal_that_the_consent_does_not_cover_is_left_out(
    two_goals: Plan, case: Case, cast: Cast
) -> None:
    """Planted: an excerpt with every goal, and a copy that always has the person's own words."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    with acting_as(cast.lotta):
        [excerpt] = excerpts_of(two_goals, [school], today())
        html = recipient_html(two_goals, excerpt, 1, viewer=cast.lotta)
    assert [goal.area for goal in excerpt.goals] == [Area.OCCUPATION]
    assert "Gå till skolan" in html
    assert "CANARY" not in html
    assert "issbruk" not in html
    words, goal = excerpt.left_out
    assert words.part == "”Det här vill jag”"
    assert goal.why == "Medgivandet omfattar inte missbruk."


def test_r8_who_may_know_it_all_gets_the_words_too(two_goals: Plan, case: Case, cast: Cast) -> None:
    """Planted: a copy that never has the person's own words."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION, SUBSTANCES])
    with acting_as(cast.lotta):
        [excerpt] = excerpts_of(two_goals, [school], today())
        html = recipient_html(two_goals, excerpt, 1, viewer=cast.lotta)
    assert excerpt.is_whole
    assert "Det här vill jag" in html
    assert html.count("CANARY") == 11


def test_r8_rows_are_not_added_up(two_goals: Plan, case: Case, cast: Cast) -> None:
    """Planted: an excerpt of what all the rows cover together."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    consent_to(cast.lotta, case, school, [PLAN, SUBSTANCES])
    with acting_as(cast.lotta):
        [excerpt] = excerpts_of(two_goals, [school], today())
        (copy,) = share_plan(plan=two_goals, agencies=[school], draw=drawn, by=cast.lotta)
    assert len(excerpt.goals) == 1
    assert excerpt.left_out[1].why.endswith("två medgivanden läggs inte ihop.")
    assert copy.disclosure.row == excerpt.row


def test_r8_each_recipient_gets_a_copy_of_its_own(two_goals: Plan, case: Case, cast: Cast) -> None:
    """Planted: one document for all of them."""
    school, clinic = agency(case, "Ekskolan"), agency(case, "Mini Maria", AgencyKind.HEALTH)
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    consent_to(cast.lotta, case, clinic, [PLAN, SUBSTANCES])
    with acting_as(cast.lotta):
        first, second = share_plan(
            plan=two_goals, agencies=[school, clinic], draw=drawn, by=cast.lotta
        )
    assert (first.number, second.number) == (1, 2)
    assert b"CANARY" not in first.content
    assert b"skolan" not in second.content
    assert first.disclosure.sha256 != second.disclosure.sha256


def test_r8_the_door_stops_an_excerpt_that_says_too_much(
    two_goals: Plan, case: Case, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: an excerpt with every goal, whatever the consent covers."""
    school = agency(case, "Ekskolan")
    row = consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    with acting_as(cast.lotta):
        every = Excerpt(school, row, tuple(shown_goals(two_goals)))
        monkeypatch.setattr(sharing, "excerpts_of", lambda *_: [every])
        with pytest.raises(Refused, match="Inget medgivande låter Ekskolan få veta om"):
            share_plan(plan=two_goals, agencies=[school], draw=drawn, by=cast.lotta)
        assert not PlanCopy.objects.of(case).exists()


def test_r8_one_refusal_stops_all_and_names_each(plan: Plan, case: Case, cast: Cast) -> None:
    """Planted: of three recipients one may know; the action must not leave that one told."""
    school = agency(case, "Ekskolan")
    others = [
        agency(case, "Polisen", AgencyKind.POLICE),
        agency(case, "Jobbtorg", AgencyKind.JOB_CENTRE),
    ]
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    with acting_as(cast.lotta):
        with pytest.raises(Refused) as refusal:
            share_plan(plan=plan, agencies=[school, *others], draw=drawn, by=cast.lotta)
        assert Disclosure.objects.of(case).count() == 0
    assert len(refusal.value.messages) == 2
    assert "Polisen" in refusal.value.messages[0]
    assert "Jobbtorg" in refusal.value.messages[1]


def test_r8_a_withdrawal_bites_at_once(plan: Plan, case: Case, cast: Cast) -> None:
    """Planted: the row is withdrawn after a first copy; the very same copy is refused then."""
    school = agency(case, "Ekskolan")
    row = consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    with acting_as(cast.lotta):
        share_plan(plan=plan, agencies=[school], draw=drawn, by=cast.lotta)
        withdraw(row=row, words="Muntligt", by=cast.lotta)
        with pytest.raises(Refused):
            share_plan(plan=plan, agencies=[school], draw=drawn, by=cast.lotta)


def test_a_draft_is_not_handed_out(case: Case, cast: Cast) -> None:
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    draft = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta), pytest.raises(Refused, match="gäller inte"):
        share_plan(plan=draft, agencies=[school], draw=drawn, by=cast.lotta)


def test_handing_out_to_nobody_is_refused(plan: Plan, cast: Cast) -> None:
    with acting_as(cast.lotta), pytest.raises(Refused, match="minst en mottagare"):
        share_plan(plan=plan, agencies=[], draw=drawn, by=cast.lotta)
