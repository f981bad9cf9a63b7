"""The agenda: the open goals, what was decided last time and became of it, and what is left."""

import pytest
from django.urls import reverse

from meetings.agenda import Agenda, agenda_of
from meetings.documents import invitation_html
from meetings.models import Meeting
from organisation.access import acting_as
from plans.actions import activate, note_activity, save_plan, start_plan
from plans.models import Activity, Goal
from sig.lib.dates import today
from tests.meetings.conftest import Scene
from tests.story_cases import signed_in
from tests.story_meetings import booked, held, in_days, signed
from tests.story_minutes import NEXT, decision
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db

LATER = {"starts_at": in_days(14)}


@pytest.fixture
def last(scene: Scene) -> Meeting:
    """Held and signed: one decision for a goal, one without, and a practical matter."""
    lotta = scene.cast.lotta
    active_plan(lotta, scene.case)
    meeting = booked(scene.case, lotta, scene.police, scene.school)
    with acting_as(lotta):
        goal = Goal.objects.of(scene.case).get(plan__status="active")
    rows = [decision(meeting, goal), decision(meeting, what="Skriva ut busskort")]
    done = held(meeting, lotta, next_on=NEXT, decisions=rows, practical="Vem har nyckeln?")
    return signed(done, lotta)


def agenda(scene: Scene, meeting: Meeting | None = None) -> Agenda:
    with acting_as(scene.cast.lotta):
        return agenda_of(scene.case, [], meeting)


def activity_of(scene: Scene) -> Activity:
    """The activity that the decision became, as it stands in the plan in force."""
    found = Activity.objects.of(scene.case).select_related("goal__plan")
    activity = found.get(what="Ringa studievägledaren", goal__plan__status="active")
    activity.case = activity.goal.case = activity.goal.plan.case = scene.case
    return activity


def test_it_holds_what_was_decided_last_time_and_the_practical_matters(
    scene: Scene, last: Meeting
) -> None:
    """Planted: decisions without a goal among those that the plan follows."""
    found = agenda(scene)
    assert [(one.what, one.state) for one in found.decided] == [
        ("Ringa studievägledaren", "Planerat")
    ]
    assert [(one.what, one.state) for one in found.matters] == [("Skriva ut busskort", "")]
    assert (found.practical, found.last) == ("Vem har nyckeln?", last)


def test_it_says_what_became_of_a_decision_in_whichever_version_of_the_plan(
    scene: Scene, last: Meeting
) -> None:
    """Planted: the activity of the version that the decision was made in; and the draft's."""
    lotta = scene.cast.lotta
    with acting_as(lotta):
        decided = Activity.objects.of(scene.case).filter(what="Ringa studievägledaren")
        decided.update(where="Skolan", who="Lotsen")
        new = start_plan(case=scene.case, by=lotta)
        new.participant_took_part = True
        activate(plan=save_plan(plan=new, by=lotta), by=lotta)
        activity = activity_of(scene)
        note_activity(
            activity=activity, status="not_done", on=today(), comment="Kön är lång", by=lotta
        )
        start_plan(case=scene.case, by=lotta)
    (one,) = agenda(scene).decided
    assert one.state.startswith("Inte utfört ")
    assert one.state.endswith(": Kön är lång")


def test_the_agenda_of_a_meeting_looks_back_from_that_meeting(scene: Scene, last: Meeting) -> None:
    """Planted: the meeting's own decisions as those of last time."""
    assert agenda(scene, last) == Agenda([])
    coming = booked(scene.case, scene.cast.lotta, **LATER)
    assert agenda(scene, coming).last == last


def test_it_stands_where_one_books_on_the_meeting_and_for_who_reads(
    scene: Scene, last: Meeting
) -> None:
    """Planted: the page of the meeting without the agenda."""
    coming = booked(scene.case, scene.cast.lotta, scene.police, **LATER)
    meeting = reverse("meetings:meeting", args=[scene.case.pk, coming.pk])
    book = reverse("meetings:book", args=[scene.case.pk])
    for user, page in (
        (scene.cast.lotta, book),
        (scene.cast.lotta, meeting),
        (scene.cast.carin, meeting),
    ):
        html = signed_in(user).get(page).content.decode()
        for words in ("Ringa studievägledaren", "Skriva ut busskort", "Vem har nyckeln?"):
            assert words in html


def test_r8_the_letter_has_the_headings_and_not_a_word_of_what_they_are_about(
    scene: Scene, last: Meeting
) -> None:
    """Its disclosure is of the meeting alone. Planted: the decisions in the letter."""
    coming = booked(scene.case, scene.cast.lotta, scene.police, **LATER)
    with acting_as(scene.cast.lotta):
        invitation = coming.invitations.get()
    with acting_as(scene.cast.lotta):
        invitation.meeting = coming
        html = invitation_html(invitation, viewer=scene.cast.lotta)
    assert "Det som bestämdes förra gången" in html
    for hidden in ("studievägledaren", "busskort", "nyckeln"):
        assert hidden not in html
