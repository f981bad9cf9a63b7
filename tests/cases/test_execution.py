"""What follows from an enrolment: its first duties (R27), and its three months (R28)."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from cases.clocks import decided_before, execution_due
from cases.execution import Quarter, outcome, to_report
from cases.models import Case, Todo
from organisation.access import acting_as, acting_in
from organisation.models import User
from sig.lib.dates import STOCKHOLM, months_after, today
from sig.worklist import sections
from sig.worklist.execution import WHY
from tests.people import Cast
from tests.stories import enrolled_case, open_case_for
from tests.story_cases import signed_in
from tests.story_meetings import booked, fresh, held
from tests.story_plans import active_plan


def decided(case: Case, on: date, *, executed: date | None = None) -> Case:
    with acting_in(case.district):
        Case.objects.filter(pk=case.pk).update(
            opened_on=on,
            enrolled_on=on,
            interval_from=today(),
            interval_weeks=4,
            executed_on=executed,
        )
    return fresh(case)


def said(user: User) -> list[tuple[str, str]]:
    with acting_as(user):
        return [
            (section.group.name, row.tag)
            for section in sections(user, today())
            for row in section.rows
            if row.why == WHY
        ]


def test_r28_the_cutoff_says_the_same_as_the_due_day() -> None:
    """On every day of four years. Planted: ``decided_before`` without its search, wrong on 31 May."""
    for day in (date(2023, 1, 1) + timedelta(days=past) for past in range(4 * 366)):
        for near in range(-5, 6):
            decided_on = months_after(day, -3) + timedelta(days=near)
            assert (execution_due(decided_on) < day) == (decided_on < decided_before(day))


@pytest.mark.django_db
def test_r27_family_and_practical_matters_are_listed_at_enrolment(cast: Cast) -> None:
    """Planted: an approval without the duties."""
    case = enrolled_case(cast)
    with acting_as(cast.lotta):
        duties = {todo.kind: todo.due_on for todo in Todo.objects.of(case).waiting()}
    assert duties == {
        Todo.Kind.FAMILY: today() + timedelta(days=7),
        Todo.Kind.IDENTITY: today() + timedelta(days=14),
        Todo.Kind.BANK: today() + timedelta(days=14),
        Todo.Kind.PRACTICAL: today() + timedelta(days=14),
    }


@pytest.mark.django_db
def test_r28_a_plan_in_force_carries_the_decision_out(cast: Cast) -> None:
    """Planted: ``activate`` without ``note_executed``."""
    case = decided(open_case_for(cast.lotta, cast.hv), months_after(today(), -4))
    assert said(cast.lotta)[0][0] == "LATE"
    active_plan(cast.lotta, case)
    assert fresh(case).executed_on == today()
    assert said(cast.lotta) == []


@pytest.mark.django_db
@pytest.mark.parametrize("present", [True, False])
def test_r28_a_meeting_with_the_person_carries_the_decision_out(cast: Cast, present: bool) -> None:
    """Planted: any held meeting will do."""
    case = decided(open_case_for(cast.lotta, cast.hv), months_after(today(), -4))
    held(booked(case, cast.lotta), cast.lotta, participant_present=present)
    assert (said(cast.lotta) == []) is present


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_left", "shown"),
    [(8, []), (7, [("NEAR", "7 dagar kvar")]), (0, [("NEAR", "Sista dagen i dag")])],
)
def test_r28_it_is_near_in_its_last_week(
    cast: Cast, days_left: int, shown: list[tuple[str, str]]
) -> None:
    day = decided_before(today() + timedelta(days=days_left + 1)) - timedelta(days=1)
    decided(open_case_for(cast.lotta, cast.hv), day)
    assert said(cast.lotta) == shown


@pytest.mark.django_db
def test_r28_the_quarters_list_tells_what_came_of_each(cast: Cast) -> None:
    """Late and open, carried out late in the quarter, carried out in time: only the last is not told."""
    this = Quarter(2026, 3)
    cases = {
        name: decided(
            open_case_for(cast.lotta, cast.hv, first_name=name), date(2026, 5, 4), executed=executed
        )
        for name, executed in [
            ("Öppen", None),
            ("Sen", date(2026, 9, 1)),
            ("Tid", date(2026, 8, 4)),
        ]
    }
    with acting_as(cast.carin):
        found = to_report(Case.objects.all(), this, date(2026, 11, 22))
        before = to_report(Case.objects.all(), this.before, date(2026, 11, 22))
        after = to_report(Case.objects.all(), this.after, date(2026, 11, 22))
    assert {case.pk for case in found} == {cases["Öppen"].pk, cases["Sen"].pk}
    assert {outcome(case, this) for case in found} == {
        "Inte verkställt",
        "Verkställt 1 september 2026",
    }
    assert before == []
    assert [case.pk for case in after] == [cases["Öppen"].pk]


@pytest.mark.django_db
def test_r28_a_case_closed_without_it_is_told_in_its_last_quarter(cast: Cast) -> None:
    case = decided(open_case_for(cast.lotta, cast.hv), date(2026, 1, 5))
    closed = datetime(2026, 5, 20, 10, tzinfo=STOCKHOLM)
    with acting_as(cast.carin):
        Case.objects.filter(pk=case.pk).update(closed_at=closed, outcome="moved")
        (found,) = to_report(Case.objects.all(), Quarter(2026, 2), today())
        assert outcome(found, Quarter(2026, 2)) == "Avslutat 20 maj 2026 utan att verkställas"
        assert to_report(Case.objects.all(), Quarter(2026, 3), today()) == []


@pytest.mark.django_db
def test_a_case_closed_in_the_first_hour_of_a_quarter_was_closed_in_that_quarter(
    cast: Cast,
) -> None:
    """Planted: the day of ``closed_at`` in UTC, where half past midnight is the day before."""
    case = decided(open_case_for(cast.lotta, cast.hv), date(2026, 1, 5))
    closed = datetime(2026, 7, 1, 0, 30, tzinfo=STOCKHOLM)
    with acting_as(cast.carin):
        Case.objects.filter(pk=case.pk).update(closed_at=closed, outcome="moved")
        case.refresh_from_db()
        assert outcome(case, Quarter(2026, 2)) == "Inte verkställt"


@pytest.mark.django_db
def test_the_list_is_the_managers(cast: Cast) -> None:
    case = decided(open_case_for(cast.lotta, cast.hv), months_after(today(), -4))
    page = reverse("cases:not_executed")
    assert case.number in signed_in(cast.carin).get(page).content.decode()
    assert case.number not in signed_in(cast.frank).get(page).content.decode()
    for user in (cast.lotta, cast.sam, cast.uno, cast.fred):
        assert signed_in(user).get(page).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["2026-5", "i går", "2099-1", "2026", "0000-1"])
def test_a_quarter_that_is_none_is_not_found(cast: Cast, code: str) -> None:
    page = reverse("cases:not_executed")
    assert signed_in(cast.carin).get(page, {"kvartal": code}).status_code == 404
