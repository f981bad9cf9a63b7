"""The pages that hand the plan out."""

import hashlib

import pytest

from cases.models import Area, Case
from consent.actions import withdraw
from consent.models import Disclosure, InformationKind
from organisation.access import acting_as
from organisation.models import AgencyKind
from plans.actions import activate, add_activity, add_goal, set_goal_status
from tests.people import Cast
from tests.plans.pages import at, page, send, url
from tests.stories import open_case_for
from tests.story_plans import (
    active_plan,
    activity_of,
    agency,
    consent_to,
    draft_plan,
    goal_of,
)


pytestmark = [
    pytest.mark.django_db,
    # WeasyPrint leaves the file of the colour profile for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014.icc:ResourceWarning"),
]


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


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
