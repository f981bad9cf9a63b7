"""The figures of a stadsdel: each with its denominator and what is missing (R45), seen from a day."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from cases.models import Case, CaseRole, Outcome, Route
from followup.annual import Table
from followup.documents.annual_report import report_html
from followup.documents.shown import small_cells
from followup.models import Assessment
from followup.statistics import Count, People, Period, Spread, Work, in_each, people, work
from meetings.models import Attendance, IntervalPause, Meeting, MeetingStatus
from organisation.access import acting_in
from organisation.models import AgencyKind, MeetingType
from plans.models import SupportMeasure
from sig.lib.dates import today
from tests.people import Cast
from tests.stories import on_the_case, open_case_for
from tests.story_consent import agency_in
from tests.story_meetings import booked, enrolled, held, in_days, told


pytestmark = pytest.mark.django_db


def ago(count: int) -> date:
    return today() - timedelta(days=count)


@pytest.fixture
def quarter() -> Period:
    return Period.of(ago(90), today() + timedelta(days=1))


def a_case(cast: Cast, on: date, **changes: Any) -> Case:
    return enrolled(open_case_for(cast.lotta, cast.hv, **changes), on)


def closed(case: Case, day: date, outcome: Outcome) -> Case:
    with acting_in(case.district):
        moment = in_days((day - today()).days, hour=0, minute=30)
        Case.objects.filter(pk=case.pk).update(closed_at=moment, outcome=outcome)
    return case


def assessed(case: Case, number: int, **answers: Any) -> None:
    with acting_in(case.district):
        Assessment.objects.create(
            case=case,
            number=number,
            begun_on=ago(9 - number),
            made_on=ago(9 - number),
            signed_at=in_days(number - 9),
            **answers,
        )


def met(case: Case, day: date, cast: Cast, kind: MeetingType = MeetingType.NETWORK) -> None:
    with acting_in(case.district):
        Meeting.objects.create(
            case=case,
            kind=kind,
            status=MeetingStatus.HELD,
            starts_at=in_days((day - today()).days),
            held_on=day,
            called_by=cast.lotta,
        )


def figures(cast: Cast, period: Period) -> People:
    return in_each([cast.hv, cast.farsta], people, period)[cast.hv]


def how(cast: Cast, period: Period) -> Work:
    return in_each([cast.hv, cast.farsta], work, period)[cast.hv]


def test_r45_taking_part_beginning_and_ending_are_three_things(cast: Cast, quarter: Period) -> None:
    """Planted: a day of ending that was counted in UTC fails here, half past midnight in Stockholm."""
    a_case(cast, ago(200))
    a_case(cast, ago(30), route=Route.POLICE)
    closed(a_case(cast, ago(200)), ago(10), Outcome.MOVED)
    closed(a_case(cast, ago(200)), ago(91), Outcome.MOVED)  # before the period
    open_case_for(cast.lotta, cast.hv)  # not enrolled
    enrolled(open_case_for(cast.farah, cast.farsta), ago(30))
    told = figures(cast, quarter)
    assert told.youths == 3
    assert (told.enrolled.value, told.ongoing.value, told.ended.value) == (1, 2, 1)
    assert told.ended.denominator == 3
    assert told.reasons.counts == {"moved": 1}
    assert told.routes.counts == {"police": 1, "social": 2}
    before = Period.of(quarter.start, quarter.before, ago(11))
    assert figures(cast, before).ended.value == 0
    on_the_day = Period.of(quarter.start, quarter.before, ago(10))
    assert figures(cast, on_the_day).ended.value == 1


def test_the_age_is_that_at_the_enrolment(cast: Cast, quarter: Period) -> None:
    """Planted: the age today, instead of on the day of the enrolment, fails here."""
    case = a_case(cast, ago(60))
    with acting_in(cast.hv):
        case.person.birth_date = date(ago(50).year - 16, ago(50).month, min(ago(50).day, 28))
        case.person.save()
    ages = figures(cast, quarter).ages
    assert (ages.exact, ages.low, ages.high, ages.missing) == ({15: 1}, 15, 15, 0)


def test_r45_what_nobody_has_assessed_is_missing_and_not_no(cast: Cast, quarter: Period) -> None:
    """Planted: a first assessment taken for what happened after the start fails here."""
    first, second, third = (a_case(cast, ago(60)) for _ in range(3))
    assessed(first, 1, sentenced="youth_care", suspicion="more")
    assessed(first, 2, suspicion="more")
    assessed(first, 3, suspicion="fewer")
    assessed(second, 1, sentenced="missing", suspicion="more")
    told = figures(cast, quarter)
    assert told.sentenced == Count(3, 2, quarter, yes=1)
    assert (told.suspicions.counts, told.suspicions.missing) == ({"fewer": 1}, 2)
    with acting_in(cast.hv):
        told = {"decided_on": ago(70), "decided_by": "Carin Chef"}
        for kind, over in (
            ("mst", None),
            ("skkp", None),
            ("fft", quarter.start - timedelta(days=1)),
        ):
            SupportMeasure.objects.create(
                case=third, kind=kind, starts_on=ago(400), ends_on=over, **told
            )
        assert figures(cast, quarter).commissioned == Count(3, 2, quarter, yes=0)
        bas = agency_in(cast.hv, cast.lotta, AgencyKind.SOCIAL)
        SupportMeasure.objects.filter(kind="skkp").update(is_lots=True, agency=bas)
    told = figures(cast, quarter)
    assert (told.alongside.counts, told.alongside.missing) == ({"mst": 1, "skkp": 1}, 2)
    assert told.commissioned == Count(3, 2, quarter, yes=1)


def test_time_is_counted_from_the_referral(cast: Cast, quarter: Period) -> None:
    """Planted: the latest meeting taken for the first fails here."""
    for days in (60, 50):
        case = a_case(cast, ago(days), received_on=ago(80))
        if days == 60:
            met(case, ago(45), cast)
            met(case, ago(30), cast)
    told = how(cast, quarter)
    assert (told.days_to_enrolment.counts, told.days_to_enrolment.median) == ({20: 1, 30: 1}, 20)
    assert told.days_to_meeting == Spread(2, 1, quarter, {35: 1})


def test_r30_a_meeting_is_inside_when_its_interval_had_not_passed(
    cast: Cast, quarter: Period
) -> None:
    """Planted: a due day that counts as late fails here, and a meeting that doesn't count as well."""
    case = a_case(cast, ago(80))
    met(case, ago(52), cast)  # on the due day
    met(case, ago(40), cast, MeetingType.INDIVIDUAL)  # doesn't count in SIG unga
    met(case, ago(23), cast)  # a day late
    early = a_case(cast, ago(120))
    met(early, ago(91), cast)  # before the period
    met(early, ago(63), cast)
    assert how(cast, quarter).inside_interval == Count(3, 0, quarter, yes=2)


def test_r30_a_pause_moves_the_day_also_afterwards(cast: Cast, quarter: Period) -> None:
    """Planted: without the days of the pause it fails here."""
    case = a_case(cast, ago(80))
    met(case, ago(45), cast)  # 35 days, of which 7 paused
    met(case, ago(10), cast)  # 35 days
    with acting_in(cast.hv):
        IntervalPause.objects.create(
            case=case, from_on=ago(70), to_on=ago(64), reason="Resa.", decided_by=cast.carin
        )
    assert how(cast, quarter).inside_interval == Count(2, 0, quarter, yes=1)


def test_r34_attendance_is_told_by_kind_of_actor(cast: Cast, quarter: Period) -> None:
    """Planted: an attendance that says absent, counted as present, fails here."""
    case = a_case(cast, ago(20))
    police = agency_in(cast.hv, cast.lotta)
    school = agency_in(cast.hv, cast.lotta, AgencyKind.SCHOOL)
    told(case, cast.lotta, police, school)
    held(booked(case, cast.lotta, police, school), cast.lotta)
    with acting_in(cast.hv):
        Attendance.objects.filter(agency=school).update(present=False)
    came = how(cast, quarter).attendance
    assert came["police"] == Count(1, 0, quarter, yes=1)
    assert came["school"] == Count(1, 0, quarter, yes=0)


def test_r60_load_counts_the_ongoing_cases_of_each_lots(cast: Cast, quarter: Period) -> None:
    """Planted: a case that has ended counted in the load fails here."""
    for on in (ago(60), ago(30)):
        on_the_case(a_case(cast, on), cast)
    closed(on_the_case(a_case(cast, ago(60)), cast), ago(5), Outcome.GOALS_MET)
    with acting_in(cast.hv):
        CaseRole.objects.update(started_on=ago(60))
    assert how(cast, quarter).load == Spread(1, 0, quarter, {2: 1})


def test_a_stadsdel_is_counted_in_few_queries(
    cast: Cast, quarter: Period, django_assert_max_num_queries: Any
) -> None:
    a_case(cast, ago(30))
    with acting_in(cast.hv), django_assert_max_num_queries(18):
        people(cast.hv, quarter)
        work(cast.hv, quarter)


def test_what_nobody_knows_is_not_zero(quarter: Period) -> None:
    """Planted: a value of 0 where all are missing fails here."""
    assert Count(2, 2, quarter, 0).value is None
    assert Count(2, 1, quarter, 0).value == 0
    assert Count(0, 0, quarter, 0).value == 0
    assert (Count(2, 2, quarter, 0) + Count(8, 0, quarter, 6)) == Count(10, 2, quarter, 6)
    assert Spread(0, 0, quarter, {}).median is None


def test_r44_small_cells_are_hidden_and_zero_is_not(cast: Cast, quarter: Period) -> None:
    """Planted: a threshold of 1 fails here."""
    a_case(cast, ago(30))
    html = re.sub(r"(?s)<svg.*?</svg>", "", report_html(Table.of(quarter)))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    assert "Hässelby-Vällingby döljs döljs döljs döljs" in text
    assert "Hela staden döljs" in text
    assert "Farsta 0 – – –" in text


def test_r44_one_hidden_cell_never_follows_from_the_sum() -> None:
    """Planted: without the second cell it fails here."""
    assert small_cells({"Farsta": 2, "Järva": 12, "Bromma": 7, "Södermalm": 0}) == {
        "Farsta",
        "Bromma",
    }
    assert small_cells({"Farsta": 2, "Järva": 12, "Bromma": 3}) == {"Farsta", "Bromma"}
    assert small_cells({"Farsta": 1, "Järva": 12, "Bromma": 2}) == {"Farsta", "Bromma", "Järva"}
    assert small_cells({"Järva": 12, "Södermalm": 0}) == set()
