"""The tab Plan as each role meets it, and what its forms do with bad input."""

import hashlib
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import LogEntry
from cases.models import Area, Case, Outcome
from consent.actions import withdraw
from consent.models import Disclosure, InformationKind
from organisation.access import acting_as
from organisation.models import Agency, AgencyKind, User
from plans.actions import activate, add_activity, add_goal, set_goal_status, share_plan
from plans.models import Activity, Goal, GoalStatus, Plan, PlanStatus
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_plans import (
    ACTIVITY,
    GOAL,
    active_plan,
    activity_of,
    agency,
    consent_to,
    draft_plan,
    drawn,
    goal_of,
)


pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the file of the colour profile for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]

QUERIES = 60  # of a page, with its frame and the log


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(case: Case, name: str, *also: Any) -> str:
    return reverse(f"plans:{name}", args=[case.pk, *also])


def page(case: Case, user: User, name: str = "plan", *also: Any) -> str:
    answer = at(user).get(url(case, name, *also))
    assert answer.status_code == 200
    return answer.content.decode()


def send(case: Case, user: User, name: str, data: dict[str, Any], *also: Any) -> str:
    """The page that comes back, or "" when the answer was a redirect."""
    answer = at(user).post(url(case, name, *also), data)
    assert answer.status_code in (200, 302)
    return answer.content.decode() if answer.status_code == 200 else ""


def goal_data(**changes: Any) -> dict[str, Any]:
    target = (today() + timedelta(days=60)).isoformat()
    return GOAL | {"target_on": target, "once": str(uuid.uuid4()), "version": "0"} | changes


def activity_data(**changes: Any) -> dict[str, Any]:
    return ACTIVITY | {"once": str(uuid.uuid4()), "version": "0"} | changes


def main_data(**changes: Any) -> dict[str, Any]:
    return {
        "version": "1",
        "main_goal": "Jag vill ha ett jobb.",
        "participant_took_part": "on",
        "follow_up_on": (today() + timedelta(days=20)).isoformat(),
    } | changes


# --- The walk -------------------------------------------------------------------------------------


def test_a_plan_is_made_from_nothing_to_in_force(case: Case, cast: Cast) -> None:
    assert "Planen är inte påbörjad." in page(case, cast.lotta)
    send(case, cast.lotta, "start", {})
    assert "Planen har inget mål." in page(case, cast.lotta)
    assert send(case, cast.lotta, "edit", main_data()) == ""
    assert send(case, cast.lotta, "goal_new", goal_data()) == ""
    with acting_as(cast.lotta):
        goal = Goal.objects.of(case).get()
    assert "har ingen aktivitet" in page(case, cast.lotta)
    assert send(case, cast.lotta, "activity_new", activity_data(), goal.pk) == ""
    html = page(case, cast.lotta)
    assert "Planen kan börja gälla" in html
    assert "Träffa studievägledaren" in html
    assert send(case, cast.lotta, "activate", {}) == ""
    with acting_as(cast.lotta):
        assert Plan.objects.of(case).get().status == PlanStatus.ACTIVE
    assert "Börja en ny version" in page(case, cast.lotta)


def test_what_is_missing_stands_with_a_link_to_its_place(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case, goal={"target_value": ""}, activity={"where": ""})
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        activity = goal.activities.get()
    html = page(case, cast.lotta)
    assert "Kan inte börja gälla än" in html
    assert f'href="{url(case, "plan")}#mal-{goal.pk}"' in html
    assert f'href="{url(case, "plan")}#aktivitet-{activity.pk}"' in html
    assert f'id="aktivitet-{activity.pk}"' in html
    answer = at(cast.lotta).post(url(case, "activate"), follow=True)
    assert "saknar målvärde" in answer.content.decode()
    with acting_as(cast.lotta):
        assert Plan.objects.of(case).draft().exists()


def test_saving_can_go_straight_on_to_the_next_activity(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    answer = at(cast.lotta).post(url(case, "goal_new"), goal_data(text="Nytt", more="1"))
    with acting_as(cast.lotta):
        goal = Goal.objects.of(case).get(text="Nytt")
    assert answer["Location"] == url(case, "activity_new", goal.pk)
    html = page(case, cast.lotta, "activity_new", goal.pk)
    assert "Ny aktivitet" in html
    assert "Ändra målet" not in html  # one form at a time, so that nothing typed is swapped away


def test_a_goal_and_an_activity_are_changed_dropped_and_taken_back(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        activity = goal.activities.get()
    assert "Gå till skolan" in page(case, cast.lotta, "goal", goal.pk)
    assert send(case, cast.lotta, "goal", goal_data(text="Sova bättre", version="1"), goal.pk) == ""
    assert "Träffa studie" in page(case, cast.lotta, "activity", activity.pk)
    changed = activity_data(version="1", what="Ringa skolan", done_on=today().isoformat())
    assert send(case, cast.lotta, "activity", changed, activity.pk) == ""
    html = page(case, cast.lotta)
    assert "Sova bättre" in html
    assert "Ringa skolan" in html
    assert "Utfört" in html
    send(case, cast.lotta, "activity", {"remove": "1"}, activity.pk)
    assert "Ringa skolan" not in page(case, cast.lotta)
    send(case, cast.lotta, "drop_goal", {}, goal.pk)
    assert "Mål som har utgått" in page(case, cast.lotta)
    send(case, cast.lotta, "drop_goal", {"restore": "1"}, goal.pk)
    with acting_as(cast.lotta):
        goal.refresh_from_db()
    assert goal.status == GoalStatus.NOT_STARTED


def test_every_version_can_be_read(case: Case, cast: Cast) -> None:
    active_plan(cast.lotta, case, goal={"text": "Det första"})
    active_plan(cast.lotta, case, goal={"text": "Det andra"})
    first, second = page(case, cast.lotta, "version", 1), page(case, cast.lotta, "version", 2)
    assert "Ersatt" in first
    assert "Det första" in first
    assert "Det andra" not in first
    assert "Det andra" in second
    for missing in (3, 99_999_999_999_999_999_999):
        assert at(cast.lotta).get(url(case, "version", missing)).status_code == 404


# --- Who ------------------------------------------------------------------------------------------


def routes(
    case: Case, goal: Goal, activity: Activity, school: Agency
) -> dict[str, tuple[Any, ...]]:
    return {
        "plan": (),
        "start": (),
        "edit": (),
        "goal_new": (),
        "goal": (goal.pk,),
        "drop_goal": (goal.pk,),
        "activity_new": (goal.pk,),
        "activity": (activity.pk,),
        "activate": (),
        "share": (),
        "preview": (school.pk,),
        "copy": (1,),
        "pdf": (),
        "version": (1,),
    }


READ = {"plan", "share", "version", "pdf", "preview", "copy"}


def test_only_those_on_the_case_and_the_manager_reach_it(case: Case, cast: Cast) -> None:
    """Planted by hand once: a view that fetched the case without get_case answered 200 here."""
    plan = active_plan(cast.lotta, case)
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [InformationKind.PLAN, InformationKind.OCCUPATION])
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        activity = goal.activities.get()
        share_plan(plan=plan, agencies=[school], draw=drawn, by=cast.lotta)
    for name, also in routes(case, goal, activity, school).items():
        for outsider in (cast.lars, cast.farah, cast.frank, cast.uno, cast.fred):
            assert at(outsider).get(url(case, name, *also)).status_code in (404, 405)
            assert at(outsider).post(url(case, name, *also)).status_code in (404, 405)
        manager = at(cast.carin)
        if name in READ:
            assert manager.get(url(case, name, *also)).status_code == 200
        assert manager.post(url(case, name, *also)).status_code in (403, 405)


def test_a_manager_reads_without_buttons(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    html = page(case, cast.carin)
    assert "Gå till skolan" in html
    for button in ("Låt planen gälla", "Lägg till mål", "Ändra målet", "Låt målet utgå"):
        assert button in page(case, cast.lotta)
        assert button not in html


def test_a_goal_of_another_case_is_not_found(case: Case, cast: Cast) -> None:
    """Planted: the key of a goal in another case that Lotta is on too."""
    draft_plan(cast.lotta, case)
    other = draft_plan(cast.lotta, open_case_for(cast.lotta, cast.hv))
    with acting_as(cast.lotta):
        goal = other.goals.get()
        activity = goal.activities.get()
    for name, pk in [("goal", goal.pk), ("activity_new", goal.pk), ("activity", activity.pk)]:
        assert at(cast.lotta).get(url(case, name, pk)).status_code == 404
    assert at(cast.lotta).post(url(case, "drop_goal", goal.pk)).status_code == 404


def test_a_closed_case_says_why_nothing_is_written(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        Case.objects.filter(pk=case.pk).update(closed_at=timezone.now(), outcome=Outcome.MOVED)
    assert "Lägg till mål" not in page(case, cast.lotta)
    html = send(case, cast.lotta, "goal_new", goal_data(text="För sent"))
    assert "Ärendet är avslutat." in html
    assert "För sent" in html


# --- Bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"target_on": "2026-09-31"}, "Datumet finns inte."),
        ({"text": ""}, "Skriv målet."),
        ({"text": "Å" * 501}, "500 tecken"),
        ({"text": "Nolla\x00byte"}, "tecken är inte tillåtna"),
        ({"area": "rymden"}, "giltigt alternativ"),
        ({"once": "inte-en-nyckel"}, "Öppna sidan igen"),
    ],
)
def test_a_goal_with_bad_input_is_sent_back_with_what_was_typed(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    draft_plan(cast.lotta, case)
    html = send(case, cast.lotta, "goal_new", goal_data(indicator="Hela nätter", **changes))
    assert sentence in html
    assert "Hela nätter" in html
    with acting_as(cast.lotta):
        assert Goal.objects.of(case).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"what": ""}, "Skriv vad som ska göras."),
        ({"how": "Å" * 100_000}, "300 tecken"),
        ({"due_on": "31 september"}, "Datumet finns inte."),
        ({"done_on": "2199-01-01"}, "har inte varit än"),
    ],
)
def test_an_activity_with_bad_input_is_sent_back(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
    data = activity_data(where="På kaféet", **changes)
    html = send(case, cast.lotta, "activity_new", data, goal.pk)
    assert sentence in html
    assert "På kaféet" in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"follow_up_on": "2026-02-30"}, "Datumet finns inte."),
        ({"follow_up_on": ""}, "måste fyllas i"),
        ({"follow_up_on": "2020-01-01"}, "har redan varit"),
        ({"main_goal": "Å" * 20_001}, "tecken"),
    ],
)
def test_the_plans_own_fields_with_bad_input_are_sent_back(
    changes: dict[str, str], sentence: str, case: Case, cast: Cast
) -> None:
    draft_plan(cast.lotta, case)
    html = send(case, cast.lotta, "edit", main_data(version="2", **changes))
    assert sentence in html
    assert main_data(**changes)["main_goal"] in html


def test_markup_in_texts_is_shown_as_text(case: Case, cast: Cast) -> None:
    """Planted: a script in every field, on the page, in the forms and on paper."""
    evil = "<script>alert(1)</script>"
    texts = {"text": evil, "indicator": evil, "start_value": evil, "target_value": evil}
    plan = draft_plan(cast.lotta, case, goal=texts, activity=dict.fromkeys(ACTIVITY, evil))
    with acting_as(cast.lotta):
        Plan.objects.of(case).update(main_goal=evil)
        goal = plan.goals.get()
    for html in (
        page(case, cast.lotta),
        page(case, cast.lotta, "goal", goal.pk),
        page(case, cast.carin),
        page(case, cast.carin, "version", 1),
    ):
        assert evil not in html
        assert "&lt;script&gt;alert(1)" in html


def test_text_typed_while_somebody_else_let_the_plan_hold_is_kept(case: Case, cast: Cast) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = plan.goals.get()
        activate(plan=plan, by=cast.lotta)
    html = send(case, cast.lotta, "goal", goal_data(text="Min ändring", version="1"), goal.pk)
    assert "Version 1 är inget utkast." in html
    assert "Min ändring" in html


# --- Handing out ----------------------------------------------------------------------------------


def test_the_page_says_who_may_get_the_plan_and_who_may_not(case: Case, cast: Cast) -> None:
    active_plan(cast.lotta, case)
    plan, occupation = InformationKind.PLAN, InformationKind.OCCUPATION
    consent_to(cast.lotta, case, agency(case, "Ekskolan"), [plan, occupation])
    consent_to(cast.lotta, case, agency(case, "Polisen i väst"), [plan])
    row = consent_to(cast.lotta, case, agency(case, "Jobbtorg väst"), [plan, occupation])
    with acting_as(cast.lotta):
        withdraw(row=row, words="Muntligt", by=cast.lotta)
    html = page(case, cast.lotta, "share")
    assert "Medgivandet omfattar inte skola och sysselsättning." in html
    assert "Medgivandet är återkallat." in html
    assert html.count('name="agencies"') == 1


def test_r26_handing_out_writes_a_disclosure_and_shows_the_receipt(case: Case, cast: Cast) -> None:
    """Planted: a disclosure without the document, and a page without the receipts."""
    active_plan(cast.lotta, case)
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [InformationKind.PLAN, InformationKind.OCCUPATION])
    assert send(case, cast.lotta, "share", {"agencies": [school.pk]}) == ""
    with acting_as(cast.lotta):
        disclosure = Disclosure.objects.of(case).get()
    assert len(disclosure.sha256) == 64
    html = page(case, cast.lotta, "share")
    assert f"kvitto {disclosure.receipt}" in html
    assert "Exemplar 1 till Ekskolan (PDF)" in html


def test_r8_the_page_says_what_each_gets_and_what_it_does_not_and_why(
    case: Case, cast: Cast
) -> None:
    """Planted: a page without what is left out, and one without the reasons."""
    draft = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        goal = add_goal(goal=goal_of(draft, area=Area.SUBSTANCES, text="Nykter"), by=cast.lotta)
        add_activity(activity=activity_of(goal), by=cast.lotta)
        activate(plan=draft, by=cast.lotta)
    school, police = agency(case, "Ekskolan"), agency(case, "Polisen", AgencyKind.POLICE)
    consent_to(cast.lotta, case, school, [InformationKind.PLAN, InformationKind.OCCUPATION])
    consent_to(cast.lotta, case, police, [InformationKind.CRIME])
    html = page(case, cast.lotta, "share")
    assert html.count("<h4>Får</h4>") == 1
    assert html.count("<h4>Får inte</h4>") == 1
    assert "Medgivandet omfattar inte missbruk." in html
    assert "Medgivandet omfattar inte insatser och plan." in html
    for recipient, status in ((school, 200), (police, 404)):
        answer = at(cast.lotta).get(url(case, "preview", recipient.pk))
        assert answer.status_code == status


def test_r8_what_is_kept_is_the_document_that_was_handed_out(case: Case, cast: Cast) -> None:
    """Planted: a copy that is drawn anew when it is opened, after the goal has got a new status."""
    plan = active_plan(cast.lotta, case)
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [InformationKind.PLAN, InformationKind.OCCUPATION])
    send(case, cast.lotta, "share", {"agencies": [school.pk]})
    with acting_as(cast.lotta):
        set_goal_status(goal=plan.goals.get(), status="ongoing", by=cast.lotta)
    answer = at(cast.lotta).get(url(case, "copy", 1))
    with acting_as(cast.lotta):
        disclosure = Disclosure.objects.of(case).get()
    assert hashlib.sha256(answer.content).hexdigest() == disclosure.sha256
    assert answer["Content-Disposition"] == 'inline; filename="plan.pdf"'
    assert at(cast.lotta).get(url(case, "copy", 2)).status_code == 404


def test_r8_one_whose_consent_ended_while_the_page_was_open_is_refused(
    case: Case, cast: Cast
) -> None:
    """Planted: withdrawn between the page and the press of the button."""
    active_plan(cast.lotta, case)
    school = agency(case, "Ekskolan")
    kinds = [InformationKind.PLAN, InformationKind.OCCUPATION]
    row = consent_to(cast.lotta, case, school, kinds)
    with acting_as(cast.lotta):
        withdraw(row=row, words="Muntligt", by=cast.lotta)
    html = send(case, cast.lotta, "share", {"agencies": [school.pk]})
    assert "Ekskolan får inte planen. Medgivandet är återkallat." in html
    with acting_as(cast.lotta):
        assert not Disclosure.objects.of(case).exists()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "Mottagaren har inget medgivande."),
        ("abc", "Mottagaren har inget medgivande."),
        ("999999", "Mottagaren har inget medgivande."),
        ("1\x00", "tecken är inte tillåtna"),
    ],
)
def test_a_recipient_that_isnt_one_is_refused_in_words(
    value: str, sentence: str, case: Case, cast: Cast
) -> None:
    active_plan(cast.lotta, case)
    assert sentence in send(case, cast.lotta, "share", {"agencies": [value]})


def test_r26_a_reason_for_not_handing_out_is_kept(case: Case, cast: Cast) -> None:
    """Planted: a reason that isn't kept."""
    active_plan(cast.lotta, case)
    assert "Skriv skälet" in send(case, cast.lotta, "share", {"keep": "1", "reason": ""})
    assert send(case, cast.lotta, "share", {"keep": "1", "reason": "Bara familjen."}) == ""
    assert "Bara familjen." in page(case, cast.lotta, "share")


def test_a_draft_is_not_handed_out_yet(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    answer = at(cast.lotta).get(url(case, "share"), follow=True)
    assert "Planen delas ut när den har börjat gälla." in answer.content.decode()


# --- Cost and the log -----------------------------------------------------------------------------


def test_the_page_costs_the_same_with_one_goal_and_with_twelve(
    case: Case, cast: Cast, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    plan = draft_plan(cast.lotta, case)
    client = at(cast.lotta)
    with django_assert_max_num_queries(QUERIES) as one:
        client.get(url(case, "plan"))
    with acting_as(cast.lotta):
        for number in range(11):
            goal = add_goal(goal=goal_of(plan, text=f"Mål {number}"), by=cast.lotta)
            for _ in range(3):
                add_activity(activity=activity_of(goal), by=cast.lotta)
    with django_assert_num_queries(len(one)):
        client.get(url(case, "plan"))


def test_a_print_is_logged(case: Case, cast: Cast) -> None:
    draft_plan(cast.lotta, case)
    assert at(cast.carin).get(url(case, "pdf")).status_code == 200
    with acting_as(cast.carin):
        entry = LogEntry.objects.get(event="plan.printed", case=case.pk)
    assert entry.actor_name == "Carin Chef"
