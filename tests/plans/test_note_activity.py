"""R25: nothing is deleted: an activity is done, not done or dropped, with its day and its reason."""

from datetime import timedelta

import pytest

from audit.models import LogEntry
from cases.models import Case
from organisation.access import acting_as
from plans import actions
from plans.models import Activity, ActivityStatus, Goal, GoalStatus, Plan
from plans.rules import plan_gaps, shown_goals
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.plans.pages import page, send
from tests.stories import open_case_for
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db

DONE, NOT_DONE = ActivityStatus.DONE, ActivityStatus.NOT_DONE
DROPPED, PLANNED = ActivityStatus.DROPPED, ActivityStatus.PLANNED


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


@pytest.fixture
def activity(case: Case, cast: Cast) -> Activity:
    """The activity of a plan in force."""
    active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        return Activity.objects.of(case).select_related("goal__plan", "case").get()


def noted(activity: Activity, cast: Cast, status: str, comment: str = "") -> Activity:
    with acting_as(cast.lotta):
        return actions.note_activity(
            activity=activity, status=status, on=today(), comment=comment, by=cast.lotta
        )


def new_version(case: Case, cast: Cast) -> Plan:
    with acting_as(cast.lotta):
        plan = actions.start_plan(case=case, by=cast.lotta)
        plan.participant_took_part = True
        return actions.save_plan(plan=plan, by=cast.lotta)


def test_r25_what_became_of_an_activity_is_noted_in_the_plan_in_force(
    activity: Activity, case: Case, cast: Cast
) -> None:
    """Planted: a note that isn't saved, and one that asks for a draft."""
    noted(activity, cast, DONE, "Gick bra.")
    with acting_as(cast.lotta):
        activity.refresh_from_db()
        assert (activity.status, activity.status_on) == (DONE, today())
        assert activity.comment == "Gick bra."
        assert LogEntry.objects.filter(event="activity.noted", case=case.pk).count() == 1
        assert Plan.objects.of(case).count() == 1
    noted(activity, cast, PLANNED)
    assert (activity.status_on, activity.comment) == (None, "")


@pytest.mark.parametrize(
    ("status", "days", "comment", "sentence"),
    [
        (DONE, None, "", "Fyll i dagen."),
        (DONE, 1, "", "Dagen har inte varit än."),
        (NOT_DONE, 0, " ", "Skriv varför det inte blev av."),
        (DROPPED, 0, "", "Skriv skälet till att aktiviteten utgår."),
    ],
)
def test_r25_a_note_says_the_day_and_why_not(
    status: str, days: int | None, comment: str, sentence: str, activity: Activity, cast: Cast
) -> None:
    """Planted: ``note_gaps`` that finds nothing."""
    on = None if days is None else today() + timedelta(days=days)
    with acting_as(cast.lotta), pytest.raises(Refused, match=sentence):
        actions.note_activity(
            activity=activity, status=status, on=on, comment=comment, by=cast.lotta
        )


def test_only_what_is_in_force_is_noted(activity: Activity, case: Case, cast: Cast) -> None:
    draft = new_version(case, cast)
    with acting_as(cast.lotta):
        copied = Activity.objects.select_related("goal__plan").get(goal__plan=draft)
    with pytest.raises(Refused, match="Version 2 gäller inte"):
        noted(copied, cast, DONE)


def test_r25_what_is_done_or_dropped_stays_in_its_version_and_the_rest_is_planned_anew(
    activity: Activity, case: Case, cast: Cast
) -> None:
    """Planted: a new version that takes everything over as it stands, or hears of no later note."""
    noted(activity, cast, NOT_DONE, "Hen var sjuk.")
    draft = new_version(case, cast)
    with acting_as(cast.lotta):
        copied = Activity.objects.get(goal__plan=draft)
        assert (copied.status, copied.comment, copied.former) == (PLANNED, "", activity)
    noted(activity, cast, DONE)
    with acting_as(cast.lotta):
        actions.activate(plan=draft, by=cast.lotta)
        copied.refresh_from_db()
        assert copied.status == DONE  # noted while the draft was written


def test_r25_what_has_been_in_force_is_dropped_with_a_reason(
    activity: Activity, case: Case, cast: Cast
) -> None:
    """Planted: no question about the reason, for the activity and for the goal."""
    draft = new_version(case, cast)
    with acting_as(cast.lotta):
        copied = Activity.objects.select_related("goal__plan").get(goal__plan=draft)
        goal = Goal.objects.select_related("plan", "former").get(plan=draft)
        with pytest.raises(Refused, match="Skriv skälet"):
            actions.remove_activity(activity=copied, by=cast.lotta)
        with pytest.raises(Refused, match="Skriv skälet"):
            actions.drop_goal(goal=goal, by=cast.lotta)
        actions.remove_activity(activity=copied, because="Skolan är bytt.", by=cast.lotta)
        [shown] = shown_goals(draft)
        assert list(shown.activities.all()) == []
        assert [gap.sentence for gap in plan_gaps(draft)][0].endswith("har ingen aktivitet.")
        actions.restore_activity(activity=copied, by=cast.lotta)
        assert plan_gaps(draft) == []
        actions.drop_goal(goal=goal, because="Familjen flyttar.", by=cast.lotta)
        assert (goal.status, goal.dropped_because) == (GoalStatus.DROPPED, "Familjen flyttar.")


def test_the_page_notes_in_place_and_keeps_what_was_typed(
    activity: Activity, case: Case, cast: Cast
) -> None:
    assert "Notera läget" in page(case, cast.lotta)
    assert "Vad blev det av: Träffa studievägledaren" in page(case, cast.lotta, "note", activity.pk)
    data = {"version": "1", "status": "not_done", "status_on": today().isoformat(), "comment": ""}
    html = send(
        case, cast.lotta, "note", data | {"status_on": "i går", "comment": "Sjuk"}, activity.pk
    )
    assert "Datumet finns inte." in html
    assert "Sjuk" in html
    assert "Skriv varför" in send(case, cast.lotta, "note", data, activity.pk)
    assert send(case, cast.lotta, "note", data | {"comment": "Var sjuk."}, activity.pk) == ""
    html = page(case, cast.carin)
    assert "Inte utfört" in html
    assert "Var sjuk." in html
    assert "Notera läget" not in html


def test_the_page_of_the_plan_in_force_notes_while_a_draft_is_open(
    activity: Activity, case: Case, cast: Cast
) -> None:
    new_version(case, cast)
    assert "Notera läget" not in page(case, cast.lotta)
    assert "Notera läget" in page(case, cast.lotta, "version", 1)
    data = {"version": "1", "status": "done", "status_on": today().isoformat(), "comment": ""}
    assert send(case, cast.lotta, "note", data, activity.pk) == ""
    assert "Utfört" in page(case, cast.lotta, "version", 1)


def test_dropping_from_a_draft_asks_for_the_reason_on_the_page(
    activity: Activity, case: Case, cast: Cast
) -> None:
    draft = new_version(case, cast)
    with acting_as(cast.lotta):
        copied = Activity.objects.get(goal__plan=draft)
        goal = draft.goals.get()
    assert "Låt aktiviteten utgå" in page(case, cast.lotta, "activity", copied.pk)
    assert "Skriv skälet" in send(case, cast.lotta, "drop_activity", {"because": ""}, copied.pk)
    assert send(case, cast.lotta, "drop_activity", {"because": "Nytt läge."}, copied.pk) == ""
    assert "Skäl: Nytt läge." in page(case, cast.lotta)
    assert send(case, cast.lotta, "drop_activity", {"restore": "1"}, copied.pk) == ""
    assert "Skriv skälet" in send(case, cast.lotta, "drop_goal", {"because": ""}, goal.pk)
    assert send(case, cast.lotta, "drop_goal", {"because": "Flytt."}, goal.pk) == ""
    assert "Skäl: Flytt." in page(case, cast.lotta)
