"""When and by whom, what each partner has accepted, other plans, and signatures on paper."""

from datetime import date, timedelta
from typing import Any

import pytest

from cases.models import Case
from consent.models import InformationKind
from organisation.access import acting_as
from plans import actions
from plans.documents import Copy, plan_html, recipient_html
from plans.models import Activity, Every, RelatedKind, RelatedPlan
from plans.models.recurrence import repeated
from plans.rules import answerable, excerpts_of, expected, plan_gaps, related_plans
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.plans.pages import activity_data, page, send
from tests.stories import open_case_for
from tests.story_plans import active_plan, agency, consent_to, draft_plan


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case_for(cast.lotta, cast.hv)


@pytest.mark.parametrize(
    ("every", "days", "words"),
    [
        (None, [], ""),
        (Every.WEEK, [], "varje vecka"),
        (Every.WEEK, [1], "varje vecka på tisdagar"),
        (Every.SECOND_WEEK, [3, 0, 1], "varannan vecka på måndagar, tisdagar och torsdagar"),
    ],
)
def test_how_often_in_words(every: int | None, days: list[int], words: str) -> None:
    assert repeated(every, days) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"when": "måndag kl. 14.30"}, "Måndag kl. 14.30"),
        ({"due_on": date(2027, 3, 2)}, "Senast 2 mars 2027"),
        ({"when": "kl. 9", "due_on": date(2027, 3, 2)}, "Senast 2 mars 2027, kl. 9"),
        (
            {"every_weeks": 2, "weekdays": [1], "due_on": date(2027, 3, 2), "when": "kl. 9"},
            "Varannan vecka på tisdagar till och med 2 mars 2027, kl. 9",
        ),
    ],
)
def test_when_in_words(fields: dict[str, Any], words: str) -> None:
    assert Activity(**fields).when_in_words == words


@pytest.mark.parametrize("fields", [{"due_on": today()}, {"every_weeks": 1, "weekdays": [1]}])
def test_r25_when_is_answered_by_a_day_or_how_often(
    fields: dict[str, Any], case: Case, cast: Cast
) -> None:
    """Planted: ``_said`` that reads nothing but the words."""
    plan = draft_plan(cast.lotta, case, activity={"when": ""} | fields)
    with acting_as(cast.lotta):
        assert plan_gaps(plan) == []


def test_the_form_takes_days_for_every_week_and_a_partners_name_for_the_partner(
    case: Case, cast: Cast
) -> None:
    plan = draft_plan(cast.lotta, case)
    school = agency(case, "Ekskolan")
    with acting_as(cast.lotta):
        goal = plan.goals.get()
    data = activity_data(what="Läxhjälp", weekdays=["1", "3"], responsible="ekskolan")
    assert send(case, cast.lotta, "activity_new", data, goal.pk) == ""
    with acting_as(cast.lotta):
        saved = Activity.objects.get(goal=goal, what="Läxhjälp")
    assert (saved.every_weeks, saved.weekdays) == (1, [1, 3])
    assert saved.responsible_agency_id == school.pk
    html = page(case, cast.lotta)
    assert "Varje vecka på tisdagar och torsdagar, Måndagar kl. 14.30" in html
    bad = activity_data(weekdays=["9"], every_weeks="7", what="Kvar")
    html = send(case, cast.lotta, "activity_new", bad, goal.pk)
    assert "giltigt alternativ" in html
    assert "Kvar" in html


def test_the_form_proposes_those_who_can_answer(case: Case, cast: Cast) -> None:
    agency(case, "Ekskolan")
    with acting_as(cast.lotta):
        names = answerable(case)
    assert names[0] == "Lotta Lind"
    assert {"Den enskilde", "Vårdnadshavare", "Ekskolan"} <= set(names)


def test_each_partner_accepts_what_is_asked_of_it(case: Case, cast: Cast) -> None:
    """Planted: ``expected`` that finds no undertaking, and one that takes another version's."""
    school = agency(case, "Ekskolan")
    plan = active_plan(cast.lotta, case, activity={"responsible_agency": school})
    with acting_as(cast.lotta):
        [part] = expected(plan)
        assert part.sentence == "Åtagandet är inte accepterat än."
        told = {"agency": school, "accepted_by": "Eva Ek, rektor", "by": cast.lotta}
        with pytest.raises(Refused, match="inte varit än"):
            actions.accept_undertaking(plan=plan, accepted_on=today() + timedelta(days=1), **told)
        actions.accept_undertaking(plan=plan, accepted_on=date(2025, 10, 3), **told)
        [part] = expected(plan)
        assert part.sentence == "Åtagandet accepterat 3 oktober 2025 av Eva Ek, rektor."
        [anew] = expected(actions.start_plan(case=case, by=cast.lotta))
        assert anew.accepted is None


def test_what_was_replaced_stays_as_it_was(case: Case, cast: Cast) -> None:
    school = agency(case, "Ekskolan")
    first = active_plan(cast.lotta, case)
    active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        for note in [
            lambda: actions.note_signatures(
                plan=first, participant_on=today(), guardian_on=None, by=cast.lotta
            ),
            lambda: actions.accept_undertaking(
                plan=first, agency=school, accepted_on=today(), accepted_by="Eva", by=cast.lotta
            ),
        ]:
            with pytest.raises(Refused, match="ersatt"):
                note()


def test_another_plan_is_a_reference_that_can_be_taken_away(case: Case, cast: Cast) -> None:
    with acting_as(cast.lotta):
        found = RelatedPlan(case=case, kind=RelatedKind.CARE_PLAN, reference="2026-118")
        actions.add_related(related=found, by=cast.lotta)
        again = RelatedPlan(id=found.pk, case=case, kind=RelatedKind.CARE_PLAN, reference="2")
        assert actions.add_related(related=again, by=cast.lotta).reference == "2026-118"
        actions.remove_related(related=found, by=cast.lotta)
        assert not related_plans(case).exists()
        assert RelatedPlan.objects.of(case).count() == 1


def test_the_facts_are_noted_on_their_pages(case: Case, cast: Cast) -> None:
    school = agency(case, "Ekskolan")
    plan = active_plan(cast.lotta, case, activity={"responsible_agency": school})
    day = today().isoformat()
    accepted = {"accepted_on": day, "accepted_by": "Eva Ek"}
    assert send(case, cast.lotta, "undertaking", accepted, school.pk) == ""
    future = accepted | {"accepted_on": "2199-01-01"}
    assert "inte varit än" in send(case, cast.lotta, "undertaking", future, school.pk)
    assert send(case, cast.lotta, "signatures", {"participant_signed_on": day}) == ""
    other = {"kind": "contract", "reference": "U 12", "once": str(plan.pk)}
    assert "måste fyllas i" in send(case, cast.lotta, "related", other | {"reference": ""})
    assert send(case, cast.lotta, "related", other) == ""
    html = page(case, cast.carin)
    for words in ("av Eva Ek.", "Den enskilde skrev på", "Ungdomskontrakt U 12"):
        assert words in html
    assert "Notera underskrifter" not in html
    with acting_as(cast.lotta):
        found = related_plans(case).get()
    assert send(case, cast.lotta, "related", {"remove": str(found.pk)}) == ""
    assert "Ingen annan plan är noterad." in page(case, cast.lotta, "related")


def test_a_new_version_keeps_what_happens_if_the_plan_is_not_followed(
    case: Case, cast: Cast
) -> None:
    plan = draft_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        plan.consequences, plan.participant_signed_on = "Vi pratar om det.", today()
        actions.activate(plan=actions.save_plan(plan=plan, by=cast.lotta), by=cast.lotta)
        new = actions.start_plan(case=case, by=cast.lotta)
    assert new.consequences == "Vi pratar om det."
    assert new.participant_signed_on is None


def test_the_copies_say_what_is_undertaken_and_a_recipients_only_its_own(
    case: Case, cast: Cast
) -> None:
    school = agency(case, "Ekskolan")
    consent_to(cast.lotta, case, school, [InformationKind.PLAN, InformationKind.OCCUPATION])
    activity = {"responsible_agency": school, "every_weeks": 1, "weekdays": [1]}
    plan = active_plan(cast.lotta, case, activity=activity)
    with acting_as(cast.lotta):
        plan.consequences = "Vi pratar om det."
        [excerpt] = excerpts_of(plan, [school], today())
        theirs = recipient_html(plan, excerpt, 1, viewer=cast.lotta)
        ours = plan_html(plan, Copy.MEETING, viewer=cast.lotta)
        own = plan_html(plan, Copy.PERSON, viewer=cast.lotta)
    assert "ert åtagande" in theirs
    assert "Vi pratar om det." not in theirs
    assert "Åtagandet är inte accepterat än." in ours
    for html in (ours, own):
        assert "Vi pratar om det." in html
    for html in (theirs, ours, own):
        assert "Varje vecka på tisdagar, Måndagar kl. 14.30" in html
