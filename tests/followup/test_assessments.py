"""Form 3.4: numbered, answered in full, signed and then locked; first and latest side by side."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from cases.models import Case
from followup.actions.assessments import save_answers, sign_assessment, start_assessment
from followup.models import Assessment, AssessmentArea
from followup.rules import assessment_gaps, first_assessment_late
from organisation.access import acting_as
from organisation.models import AgencyKind
from plans.models import GoalStatus
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import on_the_case, open_case_for
from tests.story_cases import signed_in
from tests.story_consent import agency_in
from tests.story_followup import answered, assessed
from tests.story_meetings import booked, enrolled, fresh, held, in_days, told
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    made = on_the_case(open_case_for(cast.lotta, cast.hv), cast)
    return fresh(enrolled(made, today() - timedelta(days=15)))


def test_r24_no_second_before_the_first_is_signed(case: Case, cast: Cast) -> None:
    """Planted: a start that didn't look for the open draft."""
    first = answered(case, cast.lotta)
    with acting_as(cast.lotta):
        assert start_assessment(case=case, by=cast.lotta) == first
        with pytest.raises(IntegrityError), transaction.atomic():
            Assessment.objects.create(case=case, number=2, begun_on=today())
        sign_assessment(assessment=first, by=cast.lotta)
        assert start_assessment(case=case, by=cast.lotta).number == 2


def test_r24_the_first_is_missed_from_the_fifteenth_day(case: Case, cast: Cast) -> None:
    """Planted: the fourteenth day as late already."""
    assert first_assessment_late(fresh(enrolled(case, today() - timedelta(days=14)))) is False
    late = fresh(enrolled(case, today() - timedelta(days=15)))
    with acting_as(cast.lotta):
        assert first_assessment_late(late)
    assessed(late, cast.lotta)
    with acting_as(cast.lotta):
        assert first_assessment_late(late) is False


def test_r24_every_question_is_answered_and_missing_is_an_answer(case: Case, cast: Cast) -> None:
    """Planted: a form whose situation could be left blank."""
    draft = answered(case, cast.lotta)
    with acting_as(cast.lotta):
        assert assessment_gaps(draft) == []
        draft.housing = ""
        save_answers(assessment=draft, fields=["housing"], by=cast.lotta)
        with pytest.raises(Refused, match=r"Inte besvarat: Boende\."):
            sign_assessment(assessment=draft, by=cast.lotta)


def test_one_who_is_not_enrolled_is_not_assessed(cast: Cast) -> None:
    case = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta), pytest.raises(Refused, match="inte inskriven"):
        start_assessment(case=case, by=cast.lotta)


def test_r51_a_signed_assessment_is_locked_with_its_areas(case: Case, cast: Cast) -> None:
    signed = assessed(case, cast.lotta)
    with acting_as(cast.lotta):
        with pytest.raises(Refused, match="påskriven och kan inte ändras"):
            save_answers(assessment=signed, fields=["housing"], by=cast.lotta)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Assessment.objects.filter(pk=signed.pk).update(housing="own")
        with pytest.raises(ProgrammingError), transaction.atomic():
            AssessmentArea.objects.filter(assessment=signed).update(level="5")


def test_the_goals_are_counted_when_it_is_signed(case: Case, cast: Cast) -> None:
    plan = active_plan(cast.lotta, case)
    with acting_as(cast.lotta):
        plan.goals.update(status=GoalStatus.MET)
    signed = assessed(case, cast.lotta)
    assert (signed.goals_set, signed.goals_met, signed.goals_open) == (1, 1, 0)


def test_the_meetings_are_counted_when_it_is_signed(cast: Cast) -> None:
    """Planted: the gap after the enrolment left out, and a called school that counts as come."""
    case = open_case_for(cast.lotta, cast.hv, programme="unga-vuxna", years=22)
    case = fresh(enrolled(on_the_case(case, cast), today() - timedelta(days=50)))
    school, police = (
        agency_in(cast.hv, cast.lotta, kind) for kind in (AgencyKind.SCHOOL, AgencyKind.POLICE)
    )
    told(case, cast.lotta, school, police)
    for days_ago in (45, 5):
        meeting = booked(case, cast.lotta, school, police, starts_at=in_days(days_ago))
        held(meeting, cast.lotta, today() - timedelta(days=days_ago), absent=[school])
    signed = assessed(case, cast.lotta)
    assert (signed.meetings_held, signed.meetings_in_time) == (2, 1)
    assert (signed.police_called, signed.police_came) == (2, 2)
    assert (signed.school_called, signed.school_came) == (2, 0)
    assert (signed.months_enrolled, signed.actors) == (1, 1)


def test_it_is_written_part_by_part_and_signed_on_its_pages(case: Case, cast: Cast) -> None:
    lotta, root = signed_in(cast.lotta), f"/arenden/{case.pk}/uppfoljning/"
    assert "Första bedömning saknas" in lotta.get(root).content.decode()
    response = lotta.post(f"{root}bedomning/borja/")
    assert response["Location"] == f"{root}bedomning/del/bakgrund/"
    with acting_as(cast.lotta):
        areas = list(AssessmentArea.objects.of(case))
    background = ("sex", "sentenced", "placed_before", "network_ties", "extremism")
    lotta.post(response["Location"], {"version": "1"} | dict.fromkeys(background, "missing"))
    stale = lotta.post(f"{root}bedomning/del/bakgrund/", {"version": "1", "sex": "man"})
    assert stale.status_code == 409
    lotta.post(f"{root}bedomning/del/omraden/", {"version": "2"} | {a.area: "2" for a in areas})
    left = lotta.post(f"{root}bedomning/skriv-pa/", follow=True).content.decode()
    assert "Inte besvarat: Boende, Sysselsättning" in left
    answered(case, cast.lotta)
    done = lotta.post(f"{root}bedomning/skriv-pa/", follow=True).content.decode()
    assert "3 – Fungerar delvis" in done
    assessed(case, cast.lotta)
    both = lotta.get(root).content.decode()
    assert "Bedömning 1" in both
    assert "Bedömning 2" in both
