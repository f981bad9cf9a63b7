"""R8: the plan goes only to those whom a consent lets know of every part of it."""

import hashlib

import pytest

from cases.models import Area, Case
from consent.actions import withdraw
from consent.models import Disclosure, InformationKind
from organisation.access import acting_as
from organisation.models import AgencyKind, ListItem, ListKind
from plans.actions import add_activity, add_goal, share_plan
from plans.models import Goal, Plan
from plans.rules import kinds_told
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_plans import active_plan, activity_of, agency, consent_to, draft_plan, goal_of


pytestmark = pytest.mark.django_db

PLAN, OCCUPATION = InformationKind.PLAN, InformationKind.OCCUPATION


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
        (sent,) = share_plan(plan=plan, agencies=[school], content=b"%PDF", by=cast.lotta)
        assert set(sent.kinds) == {PLAN, OCCUPATION}
        assert sent.sha256 == hashlib.sha256(b"%PDF").hexdigest()


def test_r8_the_same_document_is_handed_out_once(plan: Plan, case: Case, cast: Cast) -> None:
    """Planted: no look for an earlier copy, and one that asks only who got it."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    with acting_as(cast.lotta):
        for _ in range(2):
            share_plan(plan=plan, agencies=[school], content=b"%PDF", by=cast.lotta)
        assert Disclosure.objects.of(case).count() == 1
        share_plan(plan=plan, agencies=[school], content=b"%PDF 2", by=cast.lotta)
        assert Disclosure.objects.of(case).count() == 2


def test_r8_consent_to_the_plan_alone_does_not_reach_its_areas(
    plan: Plan, case: Case, cast: Cast
) -> None:
    """Planted: a consent that covers the plan but not the area of its goal."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN])
    with acting_as(cast.lotta), pytest.raises(Refused, match="Ekskolan") as refusal:
        share_plan(plan=plan, agencies=[school], content=b"%PDF", by=cast.lotta)
    assert refusal.value.blockers[0].rule == "R8"


def test_r8_a_goal_in_a_second_area_needs_consent_for_it_too(case: Case, cast: Cast) -> None:
    """Planted: a second goal, about drugs, that the school may not know of."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    draft = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = add_goal(goal=goal_of(draft, area=Area.SUBSTANCES), by=cast.lotta)
        add_activity(activity=activity_of(goal), by=cast.lotta)
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta), pytest.raises(Refused, match="missbruk"):
        share_plan(plan=plan, agencies=[school], content=b"%PDF", by=cast.lotta)


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
            share_plan(plan=plan, agencies=[school, *others], content=b"%PDF", by=cast.lotta)
        assert Disclosure.objects.of(case).count() == 0
    assert len(refusal.value.messages) == 2
    assert "Polisen" in refusal.value.messages[0]
    assert "Jobbtorg" in refusal.value.messages[1]


def test_r8_a_withdrawal_bites_at_once(plan: Plan, case: Case, cast: Cast) -> None:
    """Planted: the row is withdrawn after a first copy; the very same copy is refused then."""
    school = agency(case, "Ekskolan")
    row = consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    with acting_as(cast.lotta):
        share_plan(plan=plan, agencies=[school], content=b"%PDF", by=cast.lotta)
        withdraw(row=row, words="Muntligt", by=cast.lotta)
        with pytest.raises(Refused):
            share_plan(plan=plan, agencies=[school], content=b"%PDF", by=cast.lotta)


def test_a_draft_is_not_handed_out(case: Case, cast: Cast) -> None:
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [PLAN, OCCUPATION])
    draft = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta), pytest.raises(Refused, match="gäller inte"):
        share_plan(plan=draft, agencies=[school], content=b"%PDF", by=cast.lotta)


def test_handing_out_to_nobody_is_refused(plan: Plan, cast: Cast) -> None:
    with acting_as(cast.lotta), pytest.raises(Refused, match="minst en mottagare"):
        share_plan(plan=plan, agencies=[], content=b"%PDF", by=cast.lotta)
