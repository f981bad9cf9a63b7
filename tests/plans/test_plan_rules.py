"""R25 and R26: a plan can be measured and answered for before it holds, and it is handed out."""

import pytest

from audit.models import LogEntry
from cases.models import Case
from consent.models import InformationKind
from organisation.access import acting_as
from plans import rules
from plans.actions import activate, not_sharing, save_plan, share_plan, start_plan
from plans.models import GoalStatus, Plan, PlanStatus
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_plans import active_plan, agency, consent_to, draft_plan, drawn


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def refused(plan: Plan, cast: Cast) -> list[str]:
    with acting_as(cast.lotta), pytest.raises(Refused) as refusal:
        activate(plan=plan, by=cast.lotta)
    return refusal.value.messages


def test_r25_a_complete_plan_comes_into_force(case: Case, cast: Cast) -> None:
    """Planted: ``activate`` that leaves the draft a draft, and ``_gaps_of`` that finds a gap
    everywhere.
    """
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        assert rules.plan_complete(case, cast.lotta) is None
        assert rules.plan_active(case, cast.lotta) is None
        assert LogEntry.objects.filter(event="plan.activated", case=case.pk).count() == 1
    assert plan.status == PlanStatus.ACTIVE
    assert plan.activated_by == cast.lotta


@pytest.mark.parametrize(
    ("field", "empty", "word"),
    [
        ("indicator", "", "mått"),
        ("start_value", "", "utgångsvärde"),
        ("target_value", "", "målvärde"),
        ("target_on", None, "måldatum"),
    ],
)
def test_r25_a_goal_that_cannot_be_measured_stops_the_plan(
    field: str, empty: object, word: str, case: Case, cast: Cast
) -> None:
    """Planted: a goal without each of the four."""
    plan = draft_plan(cast.lotta, case, goal={field: empty})
    expected = f"Målet ”Gå till skolan minst fyra dagar i veckan” saknar {word}."
    assert refused(plan, cast) == [expected]
    with acting_as(cast.lotta):
        blocker = rules.plan_complete(case, cast.lotta)
        assert blocker is not None
        assert (blocker.sentence, blocker.rule) == (expected, "R25")


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("how", "hur"),
        ("when", "när"),
        ("where", "var"),
        ("who", "vilka medverkar"),
        ("responsible", "ansvarig"),
    ],
)
def test_r25_an_activity_without_an_answer_stops_the_plan(
    field: str, word: str, case: Case, cast: Cast
) -> None:
    """Planted: an activity without each of the answers."""
    plan = draft_plan(cast.lotta, case, activity={field: ""})
    assert refused(plan, cast) == [f"Aktiviteten ”Träffa studievägledaren” saknar {word}."]


def test_r25_an_activity_without_what_stops_the_plan(case: Case, cast: Cast) -> None:
    """Planted: an activity that says nothing of what is done."""
    plan = draft_plan(cast.lotta, case, activity={"what": ""})
    assert refused(plan, cast) == ["Aktiviteten utan namn saknar vad."]


def test_r25_everything_that_is_missing_is_said_at_once(case: Case, cast: Cast) -> None:
    """Planted: a draft with nothing in it, and one with a goal that lacks two things."""
    with acting_as(cast.lotta):
        empty = start_plan(case=case, by=cast.lotta)
    assert refused(empty, cast) == [
        "”Det här vill jag” är inte ifyllt.",
        "Den enskilde har inte varit med och gjort planen.",
        "Planen har inget mål.",
    ]
    plan = draft_plan(cast.lotta, case, goal={"target_value": "", "target_on": None})
    assert refused(plan, cast)[0].endswith("saknar målvärde och måldatum.")


def test_r25_a_goal_without_activities_stops_the_plan(case: Case, cast: Cast) -> None:
    """Planted: the only activity is taken out."""
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        goal.activities.update(removed=True)
        gaps = rules.plan_gaps(plan)
    assert [gap.sentence for gap in gaps] == [f"Målet ”{goal.text}” har ingen aktivitet."]
    assert gaps[0].anchor == f"mal-{goal.pk}"


def test_r25_a_goal_that_is_closed_needs_no_activities(case: Case, cast: Cast) -> None:
    """Planted: ``_goal_gaps`` that asks closed goals too."""
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        plan.goals.update(status=GoalStatus.MET)
        plan.goals.get().activities.update(removed=True)
        assert rules.plan_gaps(plan) == []


def test_the_plan_is_made_together_with_the_person(case: Case, cast: Cast) -> None:
    """Planted: a plan that nobody asked the person about."""
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        assert rules.participant_took_part(case, cast.lotta) is None
        plan.participant_took_part = False
        save_plan(plan=plan, by=cast.lotta)
        assert rules.participant_took_part(case, cast.lotta)
    assert refused(plan, cast) == ["Den enskilde har inte varit med och gjort planen."]


def test_without_a_plan_the_rules_say_so(case: Case, cast: Cast) -> None:
    with acting_as(cast.lotta):
        sentences = [
            rule(case, cast.lotta).sentence  # type: ignore[union-attr]
            for rule in (rules.plan_complete, rules.plan_active, rules.plan_shared_or_reason)
        ]
    assert sentences == [
        "Planen är inte påbörjad.",
        "Planen är inte påbörjad.",
        "Ingen gällande plan är utdelad.",
    ]


def test_r26_a_plan_in_force_is_handed_out_or_there_is_a_reason(case: Case, cast: Cast) -> None:
    """Planted: a plan in force that nobody has got."""
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        blocker = rules.plan_shared_or_reason(case, cast.lotta)
        assert blocker is not None
        assert blocker.rule == "R26"
        with pytest.raises(Refused, match="Skriv skälet"):
            not_sharing(plan=plan, reason="  ", by=cast.lotta)
        not_sharing(plan=plan, reason="Bara familjen är med.", by=cast.lotta)
        assert rules.plan_shared_or_reason(case, cast.lotta) is None


def test_r26_what_was_handed_out_of_an_older_version_does_not_count(case: Case, cast: Cast) -> None:
    """Planted: version 2 comes into force after version 1 was handed out."""
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [InformationKind.PLAN, InformationKind.OCCUPATION])
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        share_plan(plan=plan, agencies=[school], draw=drawn, by=cast.lotta)
        assert rules.plan_shared_or_reason(case, cast.lotta) is None
    active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        blocker = rules.plan_shared_or_reason(case, cast.lotta)
    assert blocker is not None
    assert blocker.sentence.startswith("Version 2")
