"""The manager opens a discharged case again, with a reason: it stands where it stood."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import LogEntry
from cases.models import Case, Step
from consent.models import ConsentRow
from followup.models import AfterCheck, Discharge
from followup.rules import assessment_since, discharge_of
from organisation.access import acting_as
from plans.models import Plan, PlanStatus
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import enrolled_case, open_case_for, running_case, step
from tests.story_cases import signed_in
from tests.story_followup import ENDING, assessed, later
from tests.story_meetings import enrolled, fresh


pytestmark = pytest.mark.django_db

AGAIN = {"reason": "Personen söker stöd igen."}


def discharged(case: Case, cast: Cast) -> Case:
    return step(case, "skriv-ut", cast.carin, **ENDING | later())


def test_the_case_stands_where_it_stood_and_the_interval_begins_anew(cast: Cast) -> None:
    case = fresh(enrolled(running_case(cast), today() - timedelta(days=90)))
    discharged(case, cast)
    opened = step(case, "oppna-igen", cast.carin, **AGAIN)
    assert (opened.step, opened.closed_at, opened.outcome) == (Step.IMPLEMENTATION, None, "")
    assert (opened.interval_from, opened.interval_weeks) == (today(), 4)
    assert opened.enrolled_on == today() - timedelta(days=90)
    with acting_as(cast.carin):
        assert Plan.objects.of(case).get().status == PlanStatus.ACTIVE
        assert not ConsentRow.objects.of(case).standing(today()).exists()
        assert not AfterCheck.objects.of(case).waiting().exists()
        events = set(LogEntry.objects.filter(case=case.pk).values_list("event", flat=True))
    assert {"discharge.reopened", "case.reopened"} <= events


def test_r48_a_case_ends_once_per_ending_and_both_stay_readable(cast: Cast) -> None:
    case = enrolled_case(cast)
    assessed(case, cast.lotta)
    assessed(case, cast.lotta)
    discharged(case, cast)
    step(case, "oppna-igen", cast.carin, **AGAIN)
    with acting_as(cast.carin):
        assert discharge_of(case) is None
        assert assessment_since(case) is None  # another one is to be made for the next end
    step(case, "skriv-ut", cast.carin, **ENDING | {"reasons": "Målen är nådda nu."})
    with acting_as(cast.carin):
        assert [made.number for made in Discharge.objects.of(case)] == [2, 1]
        with pytest.raises(IntegrityError), transaction.atomic():
            Discharge.objects.create(
                case=case, number=2, outcome="goals_met", reasons="Igen.", decided_by=cast.carin
            )
    page = signed_in(cast.carin).get(f"/arenden/{case.pk}/uppfoljning/").content.decode()
    for words in ("Målen är nådda nu.", "Målen är uppfyllda.", "Personen söker stöd igen."):
        assert words in page


def test_only_the_manager_opens_again_and_says_why(cast: Cast) -> None:
    case = discharged(enrolled_case(cast), cast)
    with pytest.raises(Refused, match="Din roll"):
        step(case, "oppna-igen", cast.lotta, **AGAIN)
    with pytest.raises(Refused, match="Skriv skälet"):
        step(case, "oppna-igen", cast.carin, reason="  ")
    with pytest.raises(Refused, match="inte utskrivet"):
        step(enrolled_case(cast), "oppna-igen", cast.carin, **AGAIN)


def test_not_while_the_person_has_another_case(cast: Cast) -> None:
    case = discharged(enrolled_case(cast), cast)
    other = open_case_for(cast.lotta, cast.hv)
    with acting_as(cast.lotta):
        Case.objects.filter(pk=other.pk).update(person=case.person)
    with pytest.raises(Refused, match="redan ett annat pågående ärende"):
        step(case, "oppna-igen", cast.carin, **AGAIN)
    page = signed_in(cast.carin).get(f"/arenden/{case.pk}/steg/oppna-igen/").content.decode()
    assert "redan ett annat pågående ärende" in page
