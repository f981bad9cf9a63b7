"""R48: an enrolment ends with a reason from the list, one in words, and one who decides."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client

from audit.models import LogEntry
from cases.models import Case, Outcome
from followup.actions.discharge import record_discharge
from followup.models import Discharge
from followup.rules import discharge_of
from meetings.models import Meeting, MeetingStatus
from meetings.sweep import sweep
from organisation.access import acting_as
from sig.lib.dates import today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import open_case_for
from tests.story_cases import signed_in
from tests.story_followup import ENDING
from tests.story_meetings import booked, enrolled, flags, fresh


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    made = open_case_for(cast.lotta, cast.hv)
    return fresh(enrolled(made, today() - timedelta(days=40)))


def discharge(case: Case, cast: Cast, **changes: Any) -> Discharge:
    with acting_as(cast.carin):
        return record_discharge(case=case, by=cast.carin, **ENDING | changes)


def test_r48_the_discharge_says_why_and_who(case: Case, cast: Cast) -> None:
    """Planted: a discharge without the title of who decided, and one that isn't logged as one."""
    made = discharge(case, cast, informed_on=today())
    assert (made.outcome, made.decided_by) == (Outcome.GOALS_MET, cast.carin)
    assert made.decided_title == "Enhetschef"
    with acting_as(cast.carin):
        assert discharge_of(case) == made
        assert LogEntry.objects.filter(event="discharge.decided", case=case.pk).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reasons": "  "}, "Motiveringen saknas."),
        ({"outcome": Outcome.DECLINED}, "Orsaken finns inte i listan."),
        ({"outcome": ""}, "Orsaken finns inte i listan."),
        ({"informed_on": today() + timedelta(days=1)}, "inte har varit"),
    ],
    ids=["no words", "an outcome before enrolment", "no reason", "informed tomorrow"],
)
def test_r48_what_is_missing_is_named(
    case: Case, cast: Cast, change: dict[str, Any], sentence: str
) -> None:
    """Planted: with the look at ``reasons`` left out, a discharge without words was written."""
    with pytest.raises(Refused, match=sentence):
        discharge(case, cast, **change)
    with acting_as(cast.carin):
        assert discharge_of(case) is None


def test_a_case_is_discharged_once(case: Case, cast: Cast) -> None:
    discharge(case, cast)
    with pytest.raises(Refused, match="redan beslutad"):
        discharge(case, cast)


def test_one_who_is_not_enrolled_cannot_be_discharged(cast: Cast) -> None:
    with pytest.raises(Refused, match="inte inskriven"):
        discharge(open_case_for(cast.lotta, cast.hv), cast)


def test_booked_meetings_are_cancelled_and_flags_cleared(case: Case, cast: Cast) -> None:
    meeting = booked(case, cast.lotta)
    sweep(cast.hv, today())
    discharge(case, cast)
    with acting_as(cast.carin):
        assert Meeting.objects.get(pk=meeting.pk).status == MeetingStatus.CANCELLED
    assert [flag.cleared_at is None for flag in flags(case)] == [False]


def test_r51_a_discharge_cannot_be_changed(case: Case, cast: Cast) -> None:
    """Planted: the table with its triggers off and every right given."""
    made = discharge(case, cast)
    with acting_as(cast.carin), pytest.raises(ProgrammingError), transaction.atomic():
        Discharge.objects.filter(pk=made.pk).update(reasons="Något annat")


# --- The page -------------------------------------------------------------------------------------


def page(client: Client, case: Case) -> str:
    response = client.get(f"/arenden/{case.pk}/uppfoljning/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_manager_gets_the_form_and_the_gate_takes_it(case: Case, cast: Cast) -> None:
    carin = signed_in(cast.carin)
    step = f"/arenden/{case.pk}/steg/skriv-ut/"
    assert f'href="{step}"' in page(carin, case)
    response = carin.post(step, {**ENDING, "informed_on": ""}, follow=True)
    assert response.status_code == 200
    closed = fresh(case)
    assert (closed.outcome, closed.closed_at is None) == (Outcome.GOALS_MET, False)
    assert "Målen uppfyllda" in page(carin, case)


def test_those_who_do_not_decide_are_told_who_does(case: Case, cast: Cast) -> None:
    shown = page(signed_in(cast.lotta), case)
    assert "Utskrivning beslutas av enhetschefen." in shown
    assert "<textarea" not in shown


@pytest.mark.parametrize("name", ["lars", "sam", "ulla", "farah", "frank", "uno", "sara", "fred"])
def test_nobody_else_sees_the_page(case: Case, cast: Cast, name: str) -> None:
    client = signed_in(cast.everybody[name])
    assert client.get(f"/arenden/{case.pk}/uppfoljning/").status_code == 404


def test_an_impossible_date_is_refused_and_the_words_stay(case: Case, cast: Cast) -> None:
    response = signed_in(cast.carin).post(
        f"/arenden/{case.pk}/steg/skriv-ut/",
        {"outcome": "goals_met", "reasons": "Målen är nådda.", "informed_on": "2026-09-31"},
    )
    shown = response.content.decode()
    assert "Datumet finns inte." in shown
    assert "Målen är nådda." in shown
    assert fresh(case).closed_at is None
