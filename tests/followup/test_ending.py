"""The end in full: what a discharge must say, what it closes, and what is asked afterwards."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import Case, Outcome, Todo
from consent.actions import disclose
from consent.models import ConsentRow, DocumentKind, InformationKind, PoliceRequest
from followup.actions.afterwards import answer_check
from followup.actions.discharge import record_discharge
from followup.models import AfterCheck, Discharge
from followup.rules import left_open
from organisation.access import acting_as
from organisation.models import AgencyKind
from plans.models import Plan, PlanStatus
from sig.lib.dates import months_after, today
from sig.lib.rules import Refused
from tests.people import Cast
from tests.stories import on_the_case, open_case_for, step
from tests.story_cases import signed_in
from tests.story_consent import a_row, agency_in, asked_police, consented
from tests.story_followup import ENDING, assessed, later, tried
from tests.story_meetings import booked, enrolled, fresh
from tests.story_plans import active_plan


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    made = on_the_case(open_case_for(cast.lotta, cast.hv), cast)
    return fresh(enrolled(made, today() - timedelta(days=40)))


def discharge(case: Case, cast: Cast, **changes: object) -> Discharge:
    with acting_as(cast.carin):
        return record_discharge(case=case, by=cast.carin, **ENDING | changes)


def test_r48_the_second_assessment_or_a_reason(case: Case, cast: Cast) -> None:
    """Planted: without the look at it a discharge with neither went through."""
    with pytest.raises(Refused, match="andra bedömningen"):
        discharge(case, cast, no_assessment="  ")
    assessed(case, cast.lotta)
    with pytest.raises(Refused, match="andra bedömningen"):
        discharge(case, cast, no_assessment="")
    second = assessed(case, cast.lotta)
    assert discharge(case, cast, no_assessment="").assessment == second


def test_r48_the_end_closes_the_consents_and_they_say_so(case: Case, cast: Cast) -> None:
    """Planted: a discharge that left the consents as they were."""
    school = agency_in(cast.hv, cast.lotta, AgencyKind.SCHOOL)
    consented(case, cast.lotta, a_row(school, [InformationKind.MEETING]))
    step(case, "skriv-ut", cast.carin, **ENDING)
    with acting_as(cast.lotta):
        row = ConsentRow.objects.select_related("consent__case").get(case=case)
        assert row.state(today()) == ConsentRow.State.CLOSED
        assert not Todo.objects.of(case).exists()
        with pytest.raises(Refused):
            disclose(
                case=case,
                agency=school,
                document=DocumentKind.INVITATION,
                kinds=[InformationKind.MEETING],
                by=cast.lotta,
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            ConsentRow.objects.bulk_create(
                [a_row_of(row, closed=True)]  # closed, and no moment when
            )
    page = signed_in(cast.lotta).get(f"/arenden/{case.pk}/medgivanden/").content.decode()
    assert "Stängt vid utskrivningen" in page
    assert "Återkallat" not in page


def a_row_of(row: ConsentRow, **changes: object) -> ConsentRow:
    made = a_row(row.agency, row.kinds)
    made.consent, made.case, made.district_id = row.consent, row.case, row.district_id
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def test_the_plan_ends_with_the_case(case: Case, cast: Cast) -> None:
    plan = active_plan(cast.lotta, case)
    step(case, "skriv-ut", cast.carin, **ENDING)
    with acting_as(cast.lotta):
        assert Plan.objects.get(pk=plan.pk).status == PlanStatus.ENDED
    shown = signed_in(cast.lotta).get(f"/arenden/{case.pk}/plan/").content.decode()
    assert "Gå till skolan minst fyra dagar i veckan" in shown


def test_r48_what_is_open_is_shown_before_the_decision(case: Case, cast: Cast) -> None:
    """Planted: the same: the police's question went on waiting."""
    police = agency_in(cast.hv, cast.lotta)
    consented(case, cast.lotta, a_row(police))
    asked_police(case, cast.lotta, police)
    active_plan(cast.lotta, case)
    booked(case, cast.lotta)
    with acting_as(cast.lotta):
        words = " ".join(left.sentence for left in left_open(case))
    for part in ("är bokat", "är öppet: ej påbörjat", "Medgivandet till", "har inte svarat"):
        assert part in words
    page = signed_in(cast.carin).get(f"/arenden/{case.pk}/steg/skriv-ut/").content.decode()
    assert "Det här är öppet" in page
    with acting_as(cast.lotta):
        assert PoliceRequest.objects.of(case).waiting().exists()
    step(case, "skriv-ut", cast.carin, **ENDING)
    with acting_as(cast.lotta):
        assert not PoliceRequest.objects.of(case).waiting().exists()


def test_r48_suspicion_ends_nothing_without_the_managers_words(case: Case, cast: Cast) -> None:
    with pytest.raises(Refused, match="Motiveringen saknas"):
        discharge(case, cast, outcome=Outcome.SUSPECTED, reasons="")
    assert discharge(case, cast, outcome=Outcome.SUSPECTED).outcome == Outcome.SUSPECTED


@pytest.mark.parametrize(
    ("days_ago", "result", "enough"),
    [
        ((20, 10, 6), "no_answer", True),
        ((20, 10, 7), "no_answer", False),  # thirteen days
        ((20, 6), "no_answer", False),
        ((20, 10, 6), "reached", False),
    ],
    ids=["three over fourteen days", "over thirteen", "two", "reached"],
)
def test_r49_unreachable_needs_attempts_or_a_reason(
    case: Case, cast: Cast, days_ago: tuple[int, ...], result: str, enough: bool
) -> None:
    """Planted: three attempts counted, whatever the days between them."""
    for days in days_ago:
        tried(case, cast.lotta, today() - timedelta(days=days), result)
    if not enough:
        with pytest.raises(Refused, match="minst 3 försök under minst 14 dagar"):
            discharge(case, cast, outcome=Outcome.UNREACHABLE)
    reason = "" if enough else "Har bytt nummer och flyttat."
    made = discharge(case, cast, outcome=Outcome.UNREACHABLE, few_attempts=reason)
    assert made.outcome == Outcome.UNREACHABLE


def test_r49_an_attempt_is_noted_on_its_page(case: Case, cast: Cast) -> None:
    address = f"/arenden/{case.pk}/uppfoljning/kontaktforsok/"
    lotta = signed_in(cast.lotta)
    tried_on = today().isoformat()
    sent = {
        "once": "3f0c1f5e-1111-4111-8111-111111111111",
        "tried_on": tried_on,
        "way": "visit",
        "result": "not_there",
    }
    for _ in range(2):
        assert "Fanns inte där" in lotta.post(address, sent, follow=True).content.decode()
    assert lotta.get(address).content.decode().count(">Hembesök</td>") == 1
    tomorrow = (today() + timedelta(days=1)).isoformat()
    refused = lotta.post(address, sent | {"tried_on": tomorrow}).content.decode()
    assert "Datumet ligger i framtiden" in refused


@pytest.mark.parametrize("field", ["offer", "offer_words", "relatives"])
def test_r50_the_offer_and_the_relatives_are_recorded(case: Case, cast: Cast, field: str) -> None:
    """Planted: with the look at the relatives left out."""
    with pytest.raises(Refused, match=r"fortsatt stöd|anhöriga"):
        discharge(case, cast, **{field: ""})


# --- Afterwards -----------------------------------------------------------------------------------


def test_r46_with_consent_it_is_asked_after_six_and_twelve_months(case: Case, cast: Cast) -> None:
    made = discharge(case, cast, **later())
    with acting_as(cast.carin):
        asked = {check.months: check.due_on for check in made.checks.all()}
    assert asked == {6: months_after(today(), 6), 12: months_after(today(), 12)}


def test_r46_without_consent_nothing_is_asked(case: Case, cast: Cast) -> None:
    """Planted: days put down whether or not there was a consent."""
    with pytest.raises(Refused, match="både dagen för samtycket och hur"):
        discharge(case, cast, later_way="phone")
    made = discharge(case, cast)
    with acting_as(cast.carin):
        assert not made.checks.exists()


def old_check(case: Case, cast: Cast, due_on: date) -> AfterCheck:
    """A question that falls due on a day, of a discharge half a year before today."""
    step(case, "skriv-ut", cast.carin, **ENDING)
    with acting_as(cast.lotta):
        ended = Discharge(
            case=case, number=2, outcome="goals_met", reasons="Prov.", decided_by=cast.carin
        )
        ended.decided_at = timezone.now() - timedelta(days=180)
        ended.save()
        return AfterCheck.objects.create(case=case, discharge=ended, months=6, due_on=due_on)


def test_r46_the_answer_is_kept_in_the_closed_case(case: Case, cast: Cast) -> None:
    check = old_check(case, cast, today())
    address = f"/arenden/{case.pk}/uppfoljning/efter/{check.pk}/"
    lotta = signed_in(cast.lotta)
    sent = {"answer": "answered", "asked_on": today().isoformat(), "words": "Jobbar på lager."}
    before = (today() - timedelta(days=181)).isoformat()
    refused = lotta.post(address, sent | {"asked_on": before}).content.decode()
    assert "Dagen ska ligga efter utskrivningen" in refused
    shown = lotta.post(address, sent, follow=True).content.decode()
    assert "Jobbar på lager." in shown
    with acting_as(cast.lotta):
        check.refresh_from_db()
        with pytest.raises(Refused, match="redan antecknad"):
            answer_check(check=check, by=cast.lotta)
