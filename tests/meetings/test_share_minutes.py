"""R8: of the minutes each recipient gets what one row of its consent covers, and nothing else."""

import hashlib
from functools import partial

import pytest
from django.test import Client

from cases.models import Area, Case
from consent.actions import withdraw
from consent.models import ConsentRow, Disclosure, DocumentKind, InformationKind
from meetings import actions
from meetings.documents import Paper, minutes_pdf, recipient_copy, recipient_html
from meetings.models import ActivityReview, Attendance, Contribution, Meeting, MinutesCopy
from meetings.rules import minutes_excerpts
from organisation.access import acting_as
from organisation.models import Agency
from plans.actions import activate, add_activity, add_goal
from plans.models import Activity, Goal
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.lib.pdf_validation import broken_rules
from tests.meetings.conftest import Scene
from tests.story_cases import signed_in
from tests.story_meetings import booked, held, signed
from tests.story_minutes import NEXT, decision, obstacle_at, revised
from tests.story_plans import activity_of, consent_to, draft_plan, goal_of


pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]

KINDS = [InformationKind.PLAN, InformationKind.OCCUPATION, InformationKind.MEETING]


@pytest.fixture
def row(scene: Scene) -> ConsentRow:
    """The school may know of the plan, of occupation and of meetings."""
    return consent_to(scene.cast.lotta, scene.case, scene.school, KINDS)


@pytest.fixture
def meeting(scene: Scene, row: ConsentRow) -> Meeting:
    """Signed minutes that speak of school, and say CANARY of everything else."""
    lotta = scene.cast.lotta
    _plan_of_two(scene.case, scene)
    made = booked(scene.case, lotta, scene.police, scene.school)
    made = held(made, lotta, next_on=NEXT, notes="CANARY", practical="CANARY")
    with acting_as(lotta):
        goals = {goal.area: goal for goal in Goal.objects.of(scene.case)}
        activities = list(Activity.objects.of(scene.case).select_related("goal"))
        reviews = [
            ActivityReview(activity=one, outcome="not_done", reason=_said(one.goal))
            for one in activities
        ]
        own = Contribution(case=scene.case, agency=scene.school, takes_on="Ringer hem.")
        decisions = [
            decision(made, goals[Area.OCCUPATION], what="Boka studiebesök"),
            decision(made, goals[Area.SUBSTANCES], what="CANARY"),
            decision(made, what="CANARY"),
        ]
    contributions = [own, obstacle_at(made, scene.police, "CANARY")]
    attendances = [
        Attendance(agency=one, name="CANARY", present=True) for one in (scene.police, scene.school)
    ]
    said = {"attendances": attendances, "activity_reviews": reviews, "decisions": decisions}
    revised(made, lotta, contributions=contributions, **said)
    return signed(made, lotta)


def _said(goal: Goal) -> str:
    return "CANARY" if goal.area == Area.SUBSTANCES else "Lov i skolan"


def _plan_of_two(case: Case, scene: Scene) -> None:
    lotta = scene.cast.lotta
    draft = draft_plan(lotta, case)
    with acting_as(lotta):
        goal = goal_of(draft, area=Area.SUBSTANCES, text="CANARY")
        add_activity(activity=activity_of(add_goal(goal=goal, by=lotta), what="CANARY"), by=lotta)
        activate(plan=draft, by=lotta)


def shared(scene: Scene, meeting: Meeting, *agencies: Agency) -> list[MinutesCopy]:
    lotta = scene.cast.lotta
    draw = partial(recipient_copy, meeting, viewer=lotta)
    with acting_as(lotta):
        return actions.share_minutes(meeting=meeting, agencies=agencies, draw=draw, by=lotta)


def test_r8_a_copy_holds_the_goals_that_the_consent_covers(scene: Scene, meeting: Meeting) -> None:
    """Planted: goals that the consent doesn't cover, every decision, and another's contribution."""
    lotta = scene.cast.lotta
    with acting_as(lotta):
        [excerpt] = minutes_excerpts(meeting, [scene.school], today())
        html = recipient_html(meeting, excerpt, 1, viewer=lotta)
    for part in ("Gå till skolan", "Lov i skolan", "Boka studiebesök", "Ringer hem."):
        assert part in html
    assert "CANARY" not in html
    assert "issbruk" not in html
    why = {part.part: part.why for part in excerpt.left_out}
    assert why["Målet ”CANARY”"] == "Medgivandet omfattar inte missbruk."
    assert "Beslut utan mål" in why


def test_r34_a_copy_says_which_organisations_came_and_no_names(
    scene: Scene, meeting: Meeting
) -> None:
    """Planted: the names of those who came beside their organisations."""
    with acting_as(scene.cast.lotta):
        [excerpt] = minutes_excerpts(meeting, [scene.school], today())
        html = recipient_html(meeting, excerpt, 1, viewer=scene.cast.lotta)
    assert f"{scene.police}: med" in html
    assert "CANARY" not in html


def test_r8_a_copy_is_numbered_kept_and_handed_out_once(scene: Scene, meeting: Meeting) -> None:
    """Planted: a copy that is made anew each time, and a disclosure without the document."""
    for _ in range(2):
        [copy] = shared(scene, meeting, scene.school)
    with acting_as(scene.cast.lotta):
        [sent] = Disclosure.objects.of(scene.case).filter(document=DocumentKind.MINUTES)
        assert sent.sha256 == hashlib.sha256(copy.content).hexdigest()
        assert set(sent.kinds) == set(KINDS)
    assert copy.number == 1


def test_r8_one_refusal_stops_all_and_nobody_is_told(scene: Scene, meeting: Meeting) -> None:
    """Planted: ``share_minutes`` that hands out before it has asked about them all."""
    with pytest.raises(Refused) as refusal:
        shared(scene, meeting, scene.school, scene.police, scene.health)
    assert len(refusal.value.messages) == 2
    with acting_as(scene.cast.lotta):
        assert not MinutesCopy.objects.of(scene.case).exists()


def test_r8_a_consent_without_meetings_gives_no_minutes(scene: Scene, meeting: Meeting) -> None:
    """Planted: an excerpt that asks for the plan's kinds only."""
    lotta = scene.cast.lotta
    consent_to(lotta, scene.case, scene.police, KINDS[:2])
    with acting_as(lotta):
        [excerpt] = minutes_excerpts(meeting, [scene.police], today())
    assert excerpt.refusal == "Medgivandet omfattar inte mötesnärvaro."


def test_r8_a_withdrawal_bites_at_once(scene: Scene, meeting: Meeting, row: ConsentRow) -> None:
    """Planted: refusals that are not looked at, so that the earlier copy was found."""
    shared(scene, meeting, scene.school)
    with acting_as(scene.cast.lotta):
        withdraw(row=row, words="Muntligt", by=scene.cast.lotta)
    with pytest.raises(Refused):
        shared(scene, meeting, scene.school)


def test_r51_minutes_are_handed_out_when_they_are_signed(scene: Scene, row: ConsentRow) -> None:
    """Planted: ``share_minutes`` that doesn't ask."""
    unsigned = held(booked(scene.case, scene.cast.lotta, scene.school), scene.cast.lotta)
    with pytest.raises(Refused, match="när de är påskrivna"):
        shared(scene, unsigned, scene.school)


# --- On paper and on the page ---------------------------------------------------------------------


@pytest.mark.parametrize("paper", [*Paper, None], ids=str)
def test_every_paper_is_pdf_ua_1_and_pdf_a_3a(
    paper: Paper | None, scene: Scene, meeting: Meeting
) -> None:
    lotta = scene.cast.lotta
    with acting_as(lotta):
        if paper:
            data = minutes_pdf(meeting, paper, viewer=lotta)
        else:
            [excerpt] = minutes_excerpts(meeting, [scene.school], today())
            data = recipient_copy(meeting, excerpt, 3, viewer=lotta)
    assert broken_rules(data, "ua1") | broken_rules(data, "3a") == set()


def sharing(scene: Scene, meeting: Meeting, tail: str = "") -> str:
    return f"/arenden/{scene.case.pk}/moten/{meeting.pk}/{tail}"


def test_the_page_hands_out_and_keeps_what_was_read(scene: Scene, meeting: Meeting) -> None:
    lotta: Client = signed_in(scene.cast.lotta)
    page = sharing(scene, meeting, "dela-ut/")
    shown = lotta.get(page).content.decode()
    assert "Medgivandet omfattar inte missbruk." in shown
    assert lotta.get(f"{page}{scene.school.pk}/").status_code == 200
    assert lotta.get(f"{page}{scene.police.pk}/").status_code == 404
    sent = lotta.post(page, {"agencies": [scene.school.pk]}, follow=True).content.decode()
    assert "Exemplar 1 till" in sent
    kept = lotta.get(sharing(scene, meeting, "exemplar/1/"))
    with acting_as(scene.cast.lotta):
        assert bytes(MinutesCopy.objects.of(scene.case).get().content) == kept.content
    refused = lotta.post(page, {"agencies": [scene.police.pk]}).content.decode()
    assert "får inte minnesanteckningarna" in refused
